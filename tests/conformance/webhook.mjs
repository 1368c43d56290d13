// What the library of Standard Webhooks makes of the calls of the webhook plugin: node webhook.mjs -, calls and secrets as JSON on standard input.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { run } from './lib/checks.mjs';

const { Webhook } = createRequire(import.meta.url)('standardwebhooks');
const { calls, believed, secrets } = JSON.parse(readFileSync(0, 'utf8'));
const believes = (secret, body, headers) => {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
};

await run({
  'each call is believed with the secrets that signed it, and with no other': async (assert) => {
    const found = calls.map(({ headers, body }) => secrets.filter((secret) => believes(secret, body, headers)));
    assert.deepEqual(found, believed);
  },
  'a changed body or id is not believed': async (assert) => {
    for (const { headers, body } of calls) {
      for (const secret of secrets) {
        assert.equal(believes(secret, body.replace('1042', '1043'), headers), false);
        assert.equal(believes(secret, body, { ...headers, 'webhook-id': 'another' }), false);
      }
    }
  },
  'an old call is not believed': async (assert) => {
    for (const { headers, body } of calls) {
      const old = { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) - 600) };
      assert.equal(secrets.some((secret) => believes(secret, body, old)), false);
    }
  },
});
