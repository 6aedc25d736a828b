import { expectNoCanary } from '@wdh/fault-injection';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { describe, expect, test } from 'vitest';
import { createNotifier, mailChannel } from '../../../src/index.js';
import { alertOf } from '../../support/notices/budget-alerts.js';
import { answer, MailServer, type MailServerOptions } from '../../support/notices/mail-server.js';
import { failureOf, notifyOnce } from '../../support/notices/notify-once.js';
import { deadPort, SilentServer } from '../../support/notices/silent-server.js';

const from = 'budgets@example.org';
const tenant = { notifyEmail: 'billing@acme.example' };
const channelTo = (port: number, to?: string) =>
  mailChannel({ url: `smtp://127.0.0.1:${port}`, from, to });

/** Sends a notice to a server that fails, and returns what was logged and received. */
async function sendTo(options: MailServerOptions, to?: string) {
  await using server = await MailServer.start(options);
  const logger = await notifyOnce([channelTo(server.port, to)], tenant);
  // Answers of servers repeat addresses.
  expectNoCanary({ log: JSON.stringify(logger.events) }, { recipient: tenant.notifyEmail });
  const { mails, connections } = server;
  return { logger, mails, connections, reason: failureOf(logger) };
}

/** Refuses the first recipients with an answer. */
function refusing(count: number, error: Error): MailServerOptions {
  let left = count;
  return {
    faults: { onRcptTo: (_address, _session, callback) => callback(left-- > 0 ? error : null) },
  };
}

describe('a failure that may pass is tried again once', () => {
  test.each([
    [450, 'greylisted'],
    [451, 'try later'],
    [452, 'too many'],
    [421, 'shutting down'],
  ])('answer %s %s', async (code, text) => {
    const { logger, mails } = await sendTo(refusing(1, answer(code, text)));
    expect(mails).toHaveLength(1);
    expect(logger.events).toMatchObject([
      { event: 'budget.notice.sent', context: { attempts: 2 } },
    ]);
  });

  test('a server that answers so each time: the notice is lost, which is logged', async () => {
    const { logger, connections, reason } = await sendTo(refusing(9, answer(451, 'try later')));
    expect(reason).toBe('The mail server answered 451 to RCPT TO.');
    expect(connections).toBe(2);
    expect(logger.eventNames).toEqual(['budget.notice.failed', 'budget.notice.lost']);
  });

  test('a server that closes the connection before its greeting', async () => {
    let count = 0;
    const onConnect: NonNullable<MailServerOptions['faults']>['onConnect'] = (_, callback) =>
      callback(count++ === 0 ? answer(421, 'no') : null);
    const { mails } = await sendTo({ faults: { onConnect } });
    expect(mails).toHaveLength(1);
  });

  test('nothing listens', async () => {
    const logger = await notifyOnce([channelTo(await deadPort())], tenant);
    expect(failureOf(logger)).toBe('The mail server did not take the notice (ECONNREFUSED).');
    expect(logger.events[0]?.context['code']).toBe('NOTICE_NOT_SENT');
  });

  test('a connection that is lost after the mail was taken: the same Message-ID again', async () => {
    await using server = await MailServer.start({
      onMail: (count) => {
        if (count === 1) server.cut();
        return Promise.resolve(null);
      },
    });
    const logger = await notifyOnce([channelTo(server.port)], tenant);
    expect(logger.eventNames).toEqual(['budget.notice.sent']);
    const ids = server.mails.map(({ headers }) => headers.get('message-id'));
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});

describe('a failure that will not pass is not tried again', () => {
  test('a recipient that does not exist', async () => {
    const { connections, reason } = await sendTo(
      refusing(9, answer(550, '5.1.1 <billing@acme.example>')),
    );
    expect(reason).toBe('The mail server answered 550 to RCPT TO.');
    expect(connections).toBe(1);
  });

  test('a mail that is refused after it was sent', async () => {
    const { connections, reason } = await sendTo({
      onMail: () => Promise.resolve(answer(554, 'spam from billing@acme.example')),
    });
    expect(reason).toBe('The mail server answered 554 to DATA.');
    expect(connections).toBe(1);
  });
});

test('one recipient of two is refused: the notice is sent, with a warning', async () => {
  const { logger, mails } = await sendTo(refusing(1, answer(550, 'no')), 'ops@example.org');
  expect(mails[0]?.recipients).toEqual(['ops@example.org']);
  expect(logger.events).toMatchObject([
    { level: 'warn', event: 'budget.notice.sent', context: { refused: 1 } },
  ]);
});

describe('a server that is silent', () => {
  test.each([
    ['from the first byte', ''],
    ['after its greeting', '220 mail.example.org ESMTP\r\n'],
    ['within a line', '220-mail'],
  ])('%s: the attempt ends at its deadline, and the connection is closed', async (_, greeting) => {
    await using server = await SilentServer.start(greeting);
    const logger = await notifyOnce([channelTo(server.port)], tenant, { attemptTimeoutMs: 200 });
    expect(failureOf(logger)).toBe('There was no answer within 200 ms.');
    await expect.poll(() => server.open).toBe(0);
  });

  test('after the mail: it may have arrived, and is not sent again', async () => {
    await using server = await MailServer.start({ onMail: () => new Promise(() => undefined) });
    const logger = await notifyOnce([channelTo(server.port)], tenant, { attemptTimeoutMs: 1_000 });
    expect(logger.eventNames).toEqual(['budget.notice.failed', 'budget.notice.lost']);
    expect(server.connections).toBe(1);
  });

  test('close ends at its deadline, and the connection is closed', async () => {
    await using server = await SilentServer.start();
    const logger = createRecordingLogger();
    const notifier = createNotifier({
      channels: [channelTo(server.port)],
      logger,
      closeTimeoutMs: 100,
    });
    notifier.notify(alertOf(tenant));
    await expect.poll(() => server.open).toBe(1);
    await notifier.close();
    expect(logger.eventNames).toEqual(['budget.notice.failed', 'budget.notice.lost']);
    await expect.poll(() => server.open).toBe(0);
  });
});
