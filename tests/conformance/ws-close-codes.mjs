// Breaks each rule of graphql-transport-ws once: node ws-close-codes.mjs <url>
import WebSocket from 'ws';
import { run, socketUrl } from './lib/checks.mjs';

const init = { type: 'connection_init' };
const forever = (id) => ({ type: 'subscribe', id, payload: { query: 'subscription { forever }' } });

/** Opens a socket, says things (waiting for the acknowledgement where told to), and answers how it is closed. */
function closeOf(says, { subprotocol = 'graphql-transport-ws' } = {}) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(socketUrl, subprotocol);
    const left = [...says];
    const sayUntilAck = () => {
      while (left.length > 0) {
        const next = left.shift();
        if (next === 'ack') {
          return;
        }
        socket.send(typeof next === 'string' ? next : JSON.stringify(next));
      }
    };
    socket.on('open', sayUntilAck);
    socket.on('message', (data) => JSON.parse(data).type === 'connection_ack' && sayUntilAck());
    socket.on('close', (code, reason) => resolve(`${code} ${reason}`));
    socket.on('error', reject);
  });
}

await run({
  'text that is not JSON': async (assert) => assert.equal(await closeOf(['nonsense']), '4400 Invalid message received'),
  'a type that does not exist': async (assert) => assert.equal(await closeOf([{ type: 'start' }]), '4400 Invalid message received'),
  'subscribe without an id': async (assert) =>
    assert.equal(await closeOf([init, 'ack', { type: 'subscribe', payload: { query: '{ hello }' } }]), '4400 Invalid message received'),
  'subscribe without a query': async (assert) =>
    assert.equal(await closeOf([init, 'ack', { type: 'subscribe', id: '1', payload: {} }]), '4400 Invalid message received'),
  'subscribe before the acknowledgement': async (assert) => assert.equal(await closeOf([forever('1')]), '4401 Unauthorized'),
  'credentials at their end': async (assert) =>
    assert.equal(await closeOf([{ ...init, payload: { expiresInMilliseconds: 1 } }]), '4403 Forbidden'),
  'no subprotocol': async (assert) => assert.equal(await closeOf([], { subprotocol: [] }), '4406 Subprotocol not acceptable'),
  'an id twice': async (assert) =>
    assert.equal(await closeOf([init, 'ack', forever('1'), forever('1')]), '4409 Subscriber for 1 already exists'),
  'init twice': async (assert) => assert.equal(await closeOf([init, 'ack', init]), '4429 Too many initialisation requests'),
});
