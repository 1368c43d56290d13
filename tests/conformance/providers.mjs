// What the providers' own libraries make of the fakes and of the plugins' counts: node providers.mjs, where and what as JSON on standard input.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sgMail from '@sendgrid/mail';
import { EventWebhook } from '@sendgrid/eventwebhook';
import { IncomingWebhook } from '@slack/webhook';
import { WebClient } from '@slack/web-api';
import twilio from 'twilio';
import { run } from './lib/checks.mjs';

const require = createRequire(import.meta.url);
const { SegmentedMessage } = require('sms-segments-calculator');
const given = JSON.parse(readFileSync(0, 'utf8'));
const failure = (promise) => promise.then(() => { throw new Error('It did not fail.'); }, (error) => error);

sgMail.setApiKey(given.sendGrid.apiKey);
sgMail.client.setDefaultRequest('baseUrl', given.sendGrid.url.replace(/\/$/, ''));
const mail = { to: 'alice@example.com', from: 'shop@example.com', subject: 'From the library', text: 'Hello', customArgs: { notify_delivery_id: 'library-1' } };

class RedirectedClient extends twilio.RequestClient {
  request(options) {
    return super.request({ ...options, uri: options.uri.replace('https://api.twilio.com/', given.twilio.url) });
  }
}
const texts = twilio(given.twilio.accountSid, given.twilio.authToken, { httpClient: new RedirectedClient() });
const slack = new WebClient(given.slack.token, { slackApiUrl: given.slack.url, retryConfig: { retries: 0 }, allowAbsoluteUrls: true });

await run({
  '@sendgrid/mail sends to the fake': async (assert) => {
    const [response] = await sgMail.send(mail);
    assert.equal(response.statusCode, 202);
    assert.match(response.headers['x-message-id'], /^fake-/);
  },
  '@sendgrid/mail understands a refusal of the fake': async (assert) => {
    const error = await failure(sgMail.send({ ...mail, to: 'not-an-address' }));
    assert.deepEqual([error.code, error.response.body.errors[0].field], [400, 'personalizations.0.to.0.email']);
  },
  '@sendgrid/eventwebhook believes the signature of the fake': async (assert) => {
    const { publicKey, body, signature, timestamp } = given.sendGrid.webhook;
    const webhook = new EventWebhook();
    const key = webhook.convertPublicKeyToECDSA(publicKey);
    assert.equal(webhook.verifySignature(key, body, signature, timestamp), true);
    assert.equal(webhook.verifySignature(key, `${body} `, signature, timestamp), false);
  },
  'twilio sends to the fake': async (assert) => {
    const message = await texts.messages.create({ to: '+14155550100', from: given.twilio.from, body: 'From the library' });
    assert.deepEqual([message.sid.slice(0, 2), message.status], ['SM', 'queued']);
  },
  'twilio understands a refusal of the fake': async (assert) => {
    const error = await failure(texts.messages.create({ to: '+15005550001', from: given.twilio.from, body: 'Hello' }));
    assert.deepEqual([error.status, error.code], [400, 21211]);
  },
  'twilio believes the signatures of the fake': async (assert) => {
    const { form, json } = given.twilio.callbacks;
    assert.equal(twilio.validateRequest(given.twilio.authToken, form.signature, form.url, Object.fromEntries(new URLSearchParams(form.body))), true);
    assert.equal(twilio.validateRequestWithBody(given.twilio.authToken, json.signature, json.url, json.body), true);
  },
  'sms-segments-calculator counts as the plugin does': async (assert) => {
    assert.deepEqual(given.twilio.segments.map(({ text }) => new SegmentedMessage(text).segmentsCount), given.twilio.segments.map(({ segments }) => segments));
  },
  '@slack/web-api posts to the fake': async (assert) => {
    const { ok, ts } = await slack.chat.postMessage({ channel: 'C012345678', text: 'From the library', metadata: { event_type: 'x', event_payload: { a: 1 } } });
    assert.equal(ok, true);
    assert.match(ts, /^\d+\.\d+$/);
    assert.equal((await slack.auth.test()).team_id, 'T00000000');
  },
  '@slack/web-api understands a refusal of the fake': async (assert) => {
    assert.equal((await failure(slack.chat.postMessage({ channel: 'nowhere', text: 'Hello' }))).data.error, 'channel_not_found');
  },
  '@slack/webhook posts to the fake': async (assert) => {
    assert.equal((await new IncomingWebhook(given.slack.hook).send('From the library')).text, 'ok');
    assert.match((await failure(new IncomingWebhook(`${given.slack.hook}x`).send('Hello'))).message, /404/);
  },
});
