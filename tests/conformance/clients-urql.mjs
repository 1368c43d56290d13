// urql, over fetch, over events and over graphql-ws: node clients-urql.mjs <url>
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { run, socketUrl, url } from './lib/checks.mjs';

const socket = createClient({ url: socketUrl, webSocketImpl: WebSocket });
const overSocket = subscriptionExchange({
  forwardSubscription: (request) => ({ subscribe: (sink) => ({ unsubscribe: socket.subscribe({ ...request, query: request.query ?? '' }, sink) }) }),
});
const client = new Client({ url, preferGetMethod: false, exchanges: [fetchExchange, overSocket] });
const overEvents = new Client({ url, preferGetMethod: false, fetchSubscriptions: true, exchanges: [fetchExchange] });
const three = (subscriber) =>
  new Promise((resolve) => {
    const counts = [];
    const { unsubscribe } = subscriber.subscription('subscription { count(to: 3) }', {}).subscribe(({ data, error }) => {
      counts.push(error ?? data.count);
      if (counts.length === 3) {
        unsubscribe();
        resolve(counts);
      }
    });
  });

await run({
  query: async (assert) => assert.equal((await client.query('query ($n: String) { hello(name: $n) }', { n: 'you' })).data.hello, 'Hello you'),
  mutation: async (assert) => assert.equal((await client.mutation('mutation { say(text: "hi") { text } }', {})).data.say.text, 'hi'),
  'subscription over a socket': async (assert) => assert.deepEqual(await three(client), [1, 2, 3]),
  'subscription over events': async (assert) => assert.deepEqual(await three(overEvents), [1, 2, 3]),
});
