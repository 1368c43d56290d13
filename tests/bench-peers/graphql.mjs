// One GraphQL server of Node.js, set up as its documentation says for production, or the same JSON without GraphQL.
// node graphql.mjs raw|mercurius|yoga|apollo; the port comes from PORT.
import { createServer } from 'node:http';

const typeDefs = `
  type Query { feed(first: Int!): FeedPage! }
  type FeedPage { totalCount: Int! pageInfo: FeedPageInfo! edges: [FeedEdge!]! }
  type FeedPageInfo { hasNextPage: Boolean! endCursor: String }
  type FeedEdge { cursor: String! node: FeedItem! }
  type FeedItem { id: String! title: String! body: String! createdAt: String! read: Boolean! priority: Int! actor: FeedActor! }
  type FeedActor { id: String! name: String! }`;

const two = (i) => String(i).padStart(2, '0');
const four = (i) => String(i).padStart(4, '0');
const page = {
  totalCount: 1000,
  pageInfo: { hasNextPage: true, endCursor: 'cursor-0019' },
  edges: Array.from({ length: 20 }, (_, i) => ({
    cursor: `cursor-${four(i)}`,
    node: {
      id: `notification-${four(i)}`,
      title: `Order ${1000 + i} has shipped`,
      body: 'It is on its way and should be with you within two days.',
      createdAt: `2026-11-20T10:${two(i)}:00.000Z`,
      read: i % 3 === 0,
      priority: i % 5,
      actor: { id: `actor-${four(i)}`, name: `Person number ${i}` },
    },
  })),
};
const feed = ({ first }) => (first === page.edges.length ? page : { ...page, edges: page.edges.slice(0, first) });
const resolvers = { Query: { feed: (_, args) => feed(args) } };
const address = { host: '127.0.0.1', port: Number(process.env.PORT) };

const servers = {
  async raw() {
    createServer((request, response) => {
      const body = JSON.stringify({ data: { feed: page } });
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) });
      response.end(body);
    }).listen(address);
  },

  async mercurius() {
    const { default: Fastify } = await import('fastify');
    const { default: mercurius } = await import('mercurius');
    const app = Fastify();
    app.register(mercurius, { schema: typeDefs, resolvers, jit: 1 });
    await app.listen(address);
  },

  async yoga() {
    const { createSchema, createYoga } = await import('graphql-yoga');
    const yoga = createYoga({ schema: createSchema({ typeDefs, resolvers }), graphiql: false, landingPage: false, logging: false });
    createServer(yoga).listen(address);
  },

  async apollo() {
    const { ApolloServer } = await import('@apollo/server');
    const { startStandaloneServer } = await import('@apollo/server/standalone');
    await startStandaloneServer(new ApolloServer({ typeDefs, resolvers }), { listen: address });
  },
};

await servers[process.argv[2]]();
