// Apollo Client, over HTTP and over graphql-ws: node clients-apollo.mjs <url>
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { run, socketUrl, url } from './lib/checks.mjs';

const client = new ApolloClient({
  cache: new InMemoryCache(),
  link: ApolloLink.split(
    ({ operationType }) => operationType === 'subscription',
    new GraphQLWsLink(createClient({ url: socketUrl, webSocketImpl: WebSocket })),
    new HttpLink({ uri: url }),
  ),
});

await run({
  query: async (assert) => {
    const { data } = await client.query({ query: gql`query ($n: String) { hello(name: $n) }`, variables: { n: 'you' } });
    assert.equal(data.hello, 'Hello you');
  },
  mutation: async (assert) => {
    const { data } = await client.mutate({ mutation: gql`mutation { say(text: "hi") { id text } }` });
    assert.equal(data.say.text, 'hi');
  },
  subscription: (assert) =>
    new Promise((resolve, reject) => {
      const counts = [];
      client.subscribe({ query: gql`subscription { count(to: 3) }` }).subscribe({
        next: ({ data, error }) => counts.push(error ?? data.count),
        error: reject,
        complete: () => {
          assert.deepEqual(counts, [1, 2, 3]);
          resolve();
        },
      });
    }),
});
