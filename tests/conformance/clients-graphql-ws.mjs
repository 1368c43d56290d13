// The client of graphql-ws: node clients-graphql-ws.mjs <url>
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { all, run, socketUrl } from './lib/checks.mjs';

const connect = (options = {}) => createClient({ url: socketUrl, webSocketImpl: WebSocket, ...options });
const client = connect();

await run({
  query: async (assert) =>
    assert.deepEqual(await all(client.iterate({ query: 'query ($n: String) { hello(name: $n) }', variables: { n: 'you' } })), [{ data: { hello: 'Hello you' } }]),
  mutation: async (assert) =>
    assert.deepEqual(await all(client.iterate({ query: 'mutation { say(text: "hi") { text } }' })), [{ data: { say: { text: 'hi' } } }]),
  subscription: async (assert) =>
    assert.deepEqual(await all(client.iterate({ query: 'subscription { count(to: 3) }' })), [1, 2, 3].map((count) => ({ data: { count } }))),
  'invalid document': async (assert) => assert.rejects(all(client.iterate({ query: '{ nothing }' }))),
  'connecting again when credentials end': async (assert) => {
    let connections = 0;
    const expiring = connect({
      connectionParams: () => (connections++ === 0 ? { expiresInMilliseconds: 50 } : {}),
      retryWait: async () => {},
    });
    const events = expiring.iterate({ query: 'subscription { forever }' });
    assert.deepEqual((await events.next()).value, { data: { forever: 1 } });
    assert.deepEqual((await events.next()).value, { data: { forever: 1 } });
    assert.equal(connections, 2);
    await events.return();
  },
});
