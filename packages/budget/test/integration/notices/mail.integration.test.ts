import { describe, expect, test } from 'vitest';
import { mailChannel } from '../../../src/index.js';
import { MailServer } from '../../support/notices/mail-server.js';
import { notifyOnce } from '../../support/notices/notify-once.js';

const from = 'WorkDataHub budgets <budgets@example.org>';
const tenant = { notifyEmail: 'billing@acme.example' };

/** A channel to a server of this machine. */
const channelTo = (server: MailServer, to?: string | readonly string[]) =>
  mailChannel({ url: `smtp://127.0.0.1:${server.port}`, from, to });

test('a notice arrives as text and as HTML, both complete', async () => {
  await using server = await MailServer.start();
  const logger = await notifyOnce([channelTo(server)], tenant);
  expect(logger.eventNames).toEqual(['budget.notice.sent']);
  const [mail] = server.mails;
  expect(mail?.headers.get('subject')).toBe('[Budget alert] Acme Ltd (acme): 80.24 % used');
  expect(mail?.headers.get('from')).toBe('WorkDataHub budgets <budgets@example.org>');
  expect(mail?.headers.get('to')).toBe('billing@acme.example');
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail?.headers.get('message-id')).toMatch(/^<[\w-]+@example\.org>$/u);
  for (const body of [mail?.text, mail?.html]) {
    expect(body).toContain('Acme Ltd (acme) has spent $401.2034 of a budget of $500.00 (80.24 %).');
    expect(body).toContain('2026-12-01 00:00 UTC, in 3 days');
    expect(body).toContain('wdh budget override');
  }
  expect(mail?.html).toMatch(/^<!doctype html>/u);
});

test.each(['critical', 'blocked'] as const)('a notice of level %s arrives', async (level) => {
  await using server = await MailServer.start();
  await notifyOnce([channelTo(server)], { ...tenant, level });
  expect(server.mails[0]?.headers.get('subject')).toContain(`[Budget ${level}]`);
});

describe('recipients', () => {
  test('operators receive a copy that the tenant does not see', async () => {
    await using server = await MailServer.start();
    await notifyOnce([channelTo(server, 'ops@example.org; night@example.org')], tenant);
    const [mail] = server.mails;
    expect(mail?.recipients).toEqual([
      'billing@acme.example',
      'ops@example.org',
      'night@example.org',
    ]);
    expect(mail?.raw).not.toMatch(/ops@|night@/u);
  });

  test('a tenant without an address: operators alone', async () => {
    await using server = await MailServer.start();
    await notifyOnce([channelTo(server, ['ops@example.org'])]);
    expect(server.mails[0]?.recipients).toEqual(['ops@example.org']);
    expect(server.mails[0]?.headers.get('to')).toBe('ops@example.org');
  });

  test('an address of a tenant that is none is left out', async () => {
    await using server = await MailServer.start();
    const notifyEmail = 'x@acme.example\r\nBcc: all@example.org, "a b"@acme.example';
    await notifyOnce([channelTo(server, 'ops@example.org')], { notifyEmail });
    expect(server.mails[0]?.recipients).toEqual(['ops@example.org']);
  });

  test('several addresses of a tenant, with a domain in Unicode', async () => {
    await using server = await MailServer.start();
    await notifyOnce([channelTo(server)], { notifyEmail: 'a@acme.example, b@müller.example' });
    expect(server.mails[0]?.recipients).toEqual(['a@acme.example', 'b@müller.example']);
  });
});

describe('names from outside', () => {
  test('one with line ends adds no header and no recipient', async () => {
    await using server = await MailServer.start();
    const name = 'Acme\r\nBcc: all@example.org\r\nX-Evil: 1\r\n\r\n<h1>body</h1>';
    await notifyOnce([channelTo(server)], { ...tenant, name });
    const [mail] = server.mails;
    expect(mail?.recipients).toEqual(['billing@acme.example']);
    expect([...(mail?.headers.keys() ?? [])]).not.toContain('x-evil');
    expect([...(mail?.headers.keys() ?? [])]).not.toContain('bcc');
    expect(mail?.headers.get('subject')).toContain('Acme Bcc: all@example.org X-Evil: 1 <h1>body');
    expect(mail?.html).not.toContain('<h1>');
  });

  test.each(['Müller & Söhne 日本 👩‍👩‍👧', 'ر'.repeat(300), `${'x'.repeat(70)}…`, 'a\ud800b'])(
    'Unicode arrives as it is: %s',
    async (name) => {
      await using server = await MailServer.start();
      await notifyOnce([channelTo(server)], { ...tenant, name });
      const [mail] = server.mails;
      const subject = mail?.headers.get('subject') ?? '';
      const shown = subject.slice('[Budget alert] '.length, subject.indexOf(' (acme)'));
      expect(shown.slice(0, 20)).toBe(name.replaceAll(/\p{Cs}/gu, '\ufffd').slice(0, 20));
      expect(mail?.text).toContain(`${shown} (acme) has spent $401.2034`);
      for (const line of mail?.raw.split('\r\n') ?? []) expect(line.length).toBeLessThan(998);
    },
  );
});

test('options without a server are refused, or preview', () => {
  const url = 'smtp://localhost';
  expect(() => mailChannel({ url })).toThrow(/needs the option "from"/u);
  expect(() => mailChannel({ url, from: '' })).toThrow(/needs the option "from"/u);
  expect(() => mailChannel({ url, from: 'nobody' })).toThrow(/option "from"/u);
  expect(() => mailChannel({ url, from, to: 'a@example.org, nobody' })).toThrow(/option "to"/u);
  expect(mailChannel({ url: '' }).name).toBe('mail');
});
