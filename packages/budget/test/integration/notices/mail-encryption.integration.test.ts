import { expectNoCanary } from '@wdh/fault-injection';
import { beforeAll, describe, expect, test } from 'vitest';
import { mailChannel } from '../../../src/index.js';
import { MailServer, type MailServerOptions } from '../../support/notices/mail-server.js';
import { failureOf, notifyOnce } from '../../support/notices/notify-once.js';
import { signCertificate, type TestCertificate } from '../../support/notices/test-authority.js';

const pass = ['kk', 'Ä"7+/4711', 'secret'].join('-');
const login = { user: 'budgets@example.org', pass };
const userinfo = `${encodeURIComponent(login.user)}:${encodeURIComponent(pass)}`;
const from = 'budgets@example.org';
const tenant = { notifyEmail: 'billing@acme.example' };

let certificate: TestCertificate;
let ofAnother: TestCertificate;
beforeAll(async () => {
  certificate = await signCertificate();
  ofAnother = await signCertificate('mail.another.example');
});

/** Sends a notice with the login to a server, and returns what was logged and received. */
async function sendTo(
  options: MailServerOptions,
  scheme = 'smtp',
  parameters = '?tls=starttls',
  ca: string | undefined = certificate.ca,
) {
  await using server = await MailServer.start(options);
  const url = `${scheme}://${userinfo}@127.0.0.1:${server.port}${parameters}`;
  const logger = await notifyOnce([mailChannel({ url, from, ca })], tenant);
  expectNoCanary({ log: JSON.stringify(logger.events) }, { pass, recipient: tenant.notifyEmail });
  const { mails, passwords, connections } = server;
  return { logger, mails, passwords, connections, reason: failureOf(logger) };
}

describe('a login', () => {
  test('with STARTTLS', async () => {
    const { mails, passwords } = await sendTo({ certificate, login });
    expect(mails).toMatchObject([{ isEncrypted: true, user: login.user }]);
    expect(passwords).toEqual([pass]);
  });

  test('with TLS from the first byte', async () => {
    const { mails } = await sendTo({ certificate, login, isImplicit: true }, 'smtps', '');
    expect(mails).toMatchObject([{ isEncrypted: true, user: login.user }]);
  });

  test('that is wrong is not tried again, and its password stands nowhere', async () => {
    const other = { ...login, pass: 'another' };
    const { reason, connections } = await sendTo({ certificate, login: other });
    expect(reason).toMatch(
      /^The mail server answered 535 to AUTH PLAIN\. Check user and password/u,
    );
    expect(connections).toBe(1);
  });
});

describe('no password and no notice are sent', () => {
  test('to a server that does not offer STARTTLS', async () => {
    const { reason, mails, passwords } = await sendTo({ login });
    expect(reason).toMatch(/cannot be encrypted|did not take|answered 5/u);
    expect([...mails, ...passwords]).toEqual([]);
  });

  test('to one whose authority is not known', async () => {
    for (const [scheme, parameters] of [
      ['smtp', '?tls=starttls'],
      ['smtps', ''],
    ]) {
      const options = { certificate, login, isImplicit: scheme === 'smtps' };
      const sent = await sendTo(options, scheme, parameters, ofAnother.ca);
      expect(sent.reason).toMatch(
        /^The connection to the mail server cannot be encrypted \(\w+\)/u,
      );
      expect([...sent.mails, ...sent.passwords]).toEqual([]);
      expect(sent.connections).toBe(1);
    }
  });

  test('to one with the certificate of another host', async () => {
    const options = { certificate: ofAnother, login };
    const { reason, mails, passwords } = await sendTo(
      options,
      'smtp',
      '?tls=starttls',
      ofAnother.ca,
    );
    expect(reason).toContain('Its certificate must be valid for the host.');
    expect([...mails, ...passwords]).toEqual([]);
  });

  test('to one that speaks no TLS on its port', async () => {
    const { reason, mails, passwords } = await sendTo({ login }, 'smtps', '');
    expect(reason).toMatch(/^The connection to the mail server cannot be encrypted/u);
    expect([...mails, ...passwords]).toEqual([]);
  });
});

test('a server that requires a login says so', async () => {
  await using server = await MailServer.start({ certificate, login });
  const url = `smtp://127.0.0.1:${server.port}?tls=starttls`;
  const logger = await notifyOnce([mailChannel({ url, from, ca: certificate.ca })], tenant);
  expect(failureOf(logger)).toBe(
    'The mail server answered 530 to MAIL FROM. It requires a user and a password.',
  );
});
