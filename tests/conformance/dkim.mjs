// What mailauth makes of the signatures of the SMTP plugin: node dkim.mjs -, mails and the key's record as JSON on standard input.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { run } from './lib/checks.mjs';

const { dkimVerify } = createRequire(import.meta.url)('mailauth/lib/dkim/verify');
const { name, record, mails } = JSON.parse(readFileSync(0, 'utf8'));
const resolver = async (asked, type) => {
  if (asked === name && type === 'TXT') return [[record]];
  throw Object.assign(new Error('Not found'), { code: 'ENOTFOUND' });
};
const raw = mails.map((mail) => Buffer.from(mail, 'base64'));
const results = async (mail) => (await dkimVerify(mail, { resolver })).results;
const verdict = async (mail) => (await results(mail)).map(({ status }) => status.result).join();
const body = (mail) => mail.indexOf('\r\n\r\n') + 4;

await run({
  'every mail is signed, and every signature is good': async (assert) => {
    assert.deepEqual(await Promise.all(raw.map(verdict)), raw.map(() => 'pass'));
  },
  'a changed body breaks the signature': async (assert) => {
    const changed = raw.map((mail) => Buffer.concat([mail.subarray(0, body(mail)), Buffer.from('Buy!\r\n'), mail.subarray(body(mail))]));
    assert.deepEqual(await Promise.all(changed.map(verdict)), raw.map(() => 'neutral'));
  },
  'another From, or another subject, breaks it': async (assert) => {
    for (const mail of raw) {
      assert.equal(await verdict(Buffer.concat([Buffer.from('From: mallory@example.net\r\n'), mail])), 'fail');
      const text = mail.toString('latin1').replace(/\r\nSubject: ?/i, '\r\nSubject: Urgent ');
      assert.equal(await verdict(Buffer.from(text, 'latin1')), 'fail');
    }
  },
  'lines of the signature are of the usual length, and blanks may change on the way': async (assert) => {
    for (const mail of raw) {
      const text = mail.toString('latin1');
      const field = /^DKIM-Signature:.*\r\n(?:[ \t].*\r\n)*/m.exec(text)[0];
      assert.ok(field.split('\r\n').every((line) => line.length <= 100), field);
      assert.match(field, /h=from:from:to/);
      assert.equal(await verdict(Buffer.from(text.replace(/\r\nSubject: ?/i, '\r\nsubject:   '), 'latin1')), 'pass');
    }
  },
});
