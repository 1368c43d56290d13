// Reads schemas, and answers the query that tools ask of a server; or reads SDL and what a server answered, and prints both.
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import { randomSchema } from './lib/random-schemas.mjs';
import { Random } from './lib/random.mjs';
import { schemas } from './lib/schemas.mjs';

const print = (schema) => printSchema(lexicographicSortSchema(schema));
const described = `
  """All of it, in \\"several\\" lines.

    And indented."""
  schema { query: Root10 mutation: Root9 }
  "The \\"root\\""
  type Root10 {
    "Ends in a quote\\""
    a(
      "An argument" z: Int = 1
      b: String = "é\\n\\"" @deprecated(reason: "Use \\"z\\".")
    ): Int @deprecated
    """
    Several lines
      of text
    """
    b: [A10!]! @deprecated(reason: "gone")
    B(long: Big = { name: "a rather long text that goes on", numbers: [1, 2, 3, 4, 5, 6], inner: { name: "b" } }, empty: [Int] = [], nothing: Int = null): A2
  }
  type Root9 { a: A10 }
  "A text that is longer than the seventy characters that fit on one line of a description"
  type A10 { a: Int }
  type A2 implements I2 & I10 { a: Int }
  interface I10 { a: Int }
  interface I2 { "" a: Int }
  input Big { name: String! inner: Big numbers: [Int!] = [3, 2, 1] "described" old: Float = 1.5 @deprecated kind: Kind = B }
  input One @oneOf { a: Int b: ID }
  union U = A10 | A2 | Root9
  enum Kind { "the second" B A @deprecated(reason: "") }
  "  starts with a blank"
  scalar S1 @specifiedBy(url: "https://example.com/\\"s\\"")
  scalar S
  directive @tag(name: String! = "x", "first" at: Int) repeatable on FIELD | ENUM | OBJECT
  directive @plain on QUERY
`;

if (process.argv[2] === 'ask') {
  const random = new Random(Number(process.argv[3]));
  const sdls = [described, ...Object.values(schemas), ...Array.from({ length: 20 }, () => randomSchema(random))];
  const query = getIntrospectionQuery({ oneOf: true, inputValueDeprecation: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true });
  process.stdout.write(JSON.stringify({ query, schemas: sdls.map((sdl) => ({ sdl, printed: print(buildSchema(sdl)) })) }));
} else {
  let input = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    input += chunk;
  }
  process.stdout.write(JSON.stringify(JSON.parse(input).map((answer) => print(buildClientSchema(answer.data)))));
}
