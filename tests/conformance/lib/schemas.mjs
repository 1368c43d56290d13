// Schemas of our own: a feed, a zoo of abstract types, and a desk full of inputs. All use all five scalars, since graphql-js
// forgets those that a schema does not mention.
export const schemas = {
  feed: `
    directive @tag(as: String!, level: Int = 1) repeatable on QUERY | MUTATION | SUBSCRIPTION | FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
    directive @live on FIELD | FRAGMENT_DEFINITION | VARIABLE_DEFINITION
    scalar Moment @specifiedBy(url: "https://example.com/moment")
    type Query {
      me: User
      user(id: ID!): User
      feed(first: Int = 10, after: String, unread: Boolean): Feed!
      search(text: String!, kinds: [Kind!], near: Float): [Hit]
      node(id: ID!): Node
    }
    type Mutation { mark(id: ID!, read: Boolean = true): Marked rename(name: String!): User reset: Boolean! }
    type Subscription { notified(kind: Kind): Note counted: Int }
    interface Node { id: ID! }
    interface Named { name: String! }
    interface Actor implements Node & Named { id: ID! name: String! picture(size: Int): String }
    type User implements Node & Named & Actor { id: ID! name: String! picture(size: Int): String friends(first: Int): [User!] last: Note born: Moment score: Float }
    type Bot implements Node & Named & Actor { id: ID! name: String! picture(size: Int): String owner: User! kind: Kind! }
    type Note implements Node { id: ID! text: String actor: Actor at: Moment! kind: Kind! read: Boolean! thread: [Note!]! }
    type Feed { edges: [Edge!]! total: Int! more: Boolean }
    type Edge { cursor: String! node: Note }
    type Marked { note: Note error: String }
    union Hit = User | Bot | Note
    enum Kind { MENTION COMMENT REVIEW }
  `,
  zoo: `
    directive @once on FIELD | INLINE_FRAGMENT | FRAGMENT_SPREAD | QUERY
    type Query { pet(name: String): Pet animal: Animal home(id: Int!): Home animals: [Animal!] beings: [[Being]] keeper: Keeper lone: Lone }
    interface Being { name: String age: Int }
    interface Animal implements Being { name: String age: Int legs: Int! mother: Animal }
    interface Lone { alone: Boolean }
    type Dog implements Being & Animal { name: String age: Int legs: Int! mother: Dog barks: Boolean! home: Home knows(trick: Trick!): Boolean weight: Float! }
    type Cat implements Being & Animal { name: String age: Int legs: Int! mother: Cat meows: Boolean home: Home knows(trick: String): Boolean weight: Float }
    type Fish implements Being & Animal { name: String age: Int legs: Int! mother: Fish depth: [Float!] }
    type Keeper implements Being { name: String age: Int pets: [Pet!]! id: ID }
    union Pet = Dog | Cat
    union Home = Dog | House
    type House { rooms: [[String!]] keeper: Keeper weight: Int }
    enum Trick { SIT ROLL FETCH }
  `,
  desk: `
    directive @set(to: Paper) on FIELD
    type Query {
      file(paper: Paper, papers: [Paper!], flag: Boolean = false): String
      nested(grid: [[Int]] = [[1]], must: [Int!]!): Int
      pick(choice: Choice, choices: [Choice]): ID
      any(value: Any, list: [Any!]): Any
      numbers(int: Int, float: Float, id: ID, string: String, boolean: Boolean, color: Color): Out
      defaulted(a: Int! = 1, b: Paper! = { title: "t", size: A4 }, c: [Color!]! = [RED]): Int!
    }
    type Out { self(color: Color! = RED): Out value: Float color: Color }
    input Paper { title: String! size: Size! = A5 pages: [Page!] cover: Page owner: ID weight: Float }
    input Page { number: Int! lines: [String] color: Color = GREEN parent: Page }
    input Choice @oneOf { title: String number: Int page: Page list: [Int!] }
    scalar Any
    enum Size { A4 A5 }
    enum Color { RED GREEN BLUE }
  `,
};
