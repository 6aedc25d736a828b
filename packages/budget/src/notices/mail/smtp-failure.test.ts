import { expect, test } from 'vitest';
import { smtpFailure } from './smtp-failure.js';

const secret = 'bob@secret.example';

test.each([
  [
    { code: 'EENVELOPE', responseCode: 450, permanent: false, command: 'RCPT TO' },
    true,
    'The mail server answered 450 to RCPT TO.',
  ],
  [
    { code: 'EENVELOPE', responseCode: 550, permanent: true, command: 'RCPT TO' },
    false,
    'The mail server answered 550 to RCPT TO.',
  ],
  [
    { code: 'EAUTH', responseCode: 535, permanent: true, command: 'AUTH PLAIN' },
    false,
    'The mail server answered 535 to AUTH PLAIN. Check user and password.',
  ],
  [
    { code: 'EENVELOPE', responseCode: 530, permanent: true, command: 'MAIL FROM' },
    false,
    'The mail server answered 530 to MAIL FROM. It requires a user and a password.',
  ],
  [
    { code: 'ECONNECTION', responseCode: 421, permanent: false, command: secret },
    true,
    'The mail server answered 421.',
  ],
  [
    { code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT', command: 'CONN' },
    false,
    'The connection to the mail server cannot be encrypted (DEPTH_ZERO_SELF_SIGNED_CERT). Its certificate must be valid for the host.',
  ],
  [
    { code: 'ETLS' },
    false,
    'The connection to the mail server cannot be encrypted (ETLS). Its certificate must be valid for the host.',
  ],
  [
    { code: 'ESOCKET', originalCode: 'ECONNREFUSED' },
    true,
    'The mail server did not take the notice (ECONNREFUSED).',
  ],
  [{ code: 'EDNS' }, true, 'The mail server did not take the notice (EDNS).'],
  [{ code: 'EMESSAGE' }, false, 'The mail server did not take the notice (EMESSAGE).'],
  [{}, false, 'The mail server did not take the notice (no code).'],
])('%o', (facts, isRetryable, summary) => {
  const failure = smtpFailure(Object.assign(new Error(secret), { response: secret }, facts));
  expect(failure).toMatchObject({ summary, isRetryable, code: 'NOTICE_NOT_SENT' });
  expect(JSON.stringify(failure) + String(failure.stack)).not.toContain(secret);
});

test('a value that is not an error is a failure', () => {
  expect(smtpFailure(undefined).summary).toContain('no code');
});
