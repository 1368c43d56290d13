// The client of graphql-sse in the mode of distinct connections: node clients-graphql-sse.mjs <url>
import { createClient } from 'graphql-sse';
import { all, run, url } from './lib/checks.mjs';

const client = createClient({ url, retryAttempts: 0 });

await run({
  query: async (assert) =>
    assert.deepEqual(await all(client.iterate({ query: 'query ($n: String) { hello(name: $n) }', variables: { n: 'you' } })), [{ data: { hello: 'Hello you' } }]),
  mutation: async (assert) =>
    assert.deepEqual(await all(client.iterate({ query: 'mutation { say(text: "hi") { text } }' })), [{ data: { say: { text: 'hi' } } }]),
  subscription: async (assert) =>
    assert.deepEqual(await all(client.iterate({ query: 'subscription { count(to: 3) }' })), [1, 2, 3].map((count) => ({ data: { count } }))),
  'errors before execution come as an event': async (assert) => {
    const [{ errors, data }, ...rest] = await all(client.iterate({ query: '{ nothing }' }));
    assert.equal(data, undefined);
    assert.equal(errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
    assert.deepEqual(rest, []);
  },
});
