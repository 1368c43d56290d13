// What others make of the push plugins' tokens and messages: node push.mjs <url of a push service>, what was sent as JSON on standard input.
import { readFileSync } from 'node:fs';
import { createECDH } from 'node:crypto';
import { Agent } from 'node:https';
import ece from 'http_ece';
import { importJWK, importSPKI, jwtVerify } from 'jose';
import webPush from 'web-push';
import { run, url } from './lib/checks.mjs';

const sent = JSON.parse(readFileSync(0, 'utf8'));
const at = (seconds) => ({ currentDate: new Date(seconds * 1000) });
const point = (text) => Buffer.from(text, 'base64url');

await run({
  'jose verifies the APNs provider token': async (assert) => {
    const { token, key, teamId, keyId, now } = sent.apns;
    const { payload, protectedHeader } = await jwtVerify(token, await importSPKI(key, 'ES256'), at(now));
    assert.deepEqual([protectedHeader, payload], [{ alg: 'ES256', kid: keyId }, { iss: teamId, iat: now }]);
  },
  'jose verifies the assertion for Google': async (assert) => {
    const { assertion, key, audience, now } = sent.fcm;
    const { payload, protectedHeader } = await jwtVerify(assertion, await importSPKI(key, 'RS256'), { audience, requiredClaims: ['iss', 'iat', 'exp', 'scope'], ...at(now) });
    assert.equal(protectedHeader.alg, 'RS256');
    assert.deepEqual([payload.iat, payload.exp], [now, now + 3600]);
  },
  'jose verifies the VAPID token': async (assert) => {
    const { authorization, origin, subject, now } = sent.webPush;
    const [, token, k] = /^vapid t=([^,]+), k=([\w-]+)$/.exec(authorization);
    const raw = point(k);
    const key = await importJWK({ kty: 'EC', crv: 'P-256', x: raw.subarray(1, 33).toString('base64url'), y: raw.subarray(33).toString('base64url') }, 'ES256');
    const { payload } = await jwtVerify(token, key, { audience: origin, subject, ...at(now) });
    assert.ok(payload.exp > now && payload.exp <= now + 24 * 3600);
  },
  'http_ece decrypts a message as a browser does': async (assert) => {
    const { body, privateKey, auth, text } = sent.webPush;
    const browser = createECDH('prime256v1');
    browser.setPrivateKey(point(privateKey));
    const plain = ece.decrypt(point(body), { version: 'aes128gcm', privateKey: browser, authSecret: auth });
    assert.equal(plain.toString('utf8'), text);
  },
  'web-push sends with a generated key pair to the fake push service': async (assert) => {
    const { vapid, subscription, certificate } = sent.peer;
    webPush.setVapidDetails('mailto:peer@example.com', vapid.publicKey, vapid.privateKey);
    const { statusCode, headers } = await webPush.sendNotification(JSON.parse(subscription), 'from web-push', { TTL: 60, agent: new Agent({ ca: readFileSync(certificate) }) });
    assert.equal(statusCode, 201);
    assert.ok(headers.location.startsWith(url));
  },
});
