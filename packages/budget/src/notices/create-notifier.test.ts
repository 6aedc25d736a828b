import { WdhError } from '@wdh/pipeline-core';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { alertOf } from '../../test/support/notices/budget-alerts.js';
import { ClaimStore } from '../../test/support/notices/claim-store.js';
import { NotingChannel } from '../../test/support/notices/noting-channel.js';
import { createNotifier, type NotifierOptions } from './create-notifier.js';
import { mailChannel } from './mail/mail-channel.js';
import { slackChannel } from './slack/slack-channel.js';

const hourMs = 3_600_000;
const refused = new WdhError('It was refused.', { code: 'TEST_REFUSED', category: 'connection' });
const failing = (name: string): NotingChannel =>
  new NotingChannel(name, () => Promise.reject(refused));

/** A notifier with one channel, its store and its log. */
function notifierWith(options: Partial<NotifierOptions> = {}) {
  const channel = new NotingChannel();
  const store = new ClaimStore();
  const logger = createRecordingLogger();
  const notifier = createNotifier({ channels: [channel], store, logger, ...options });
  /** Lets what was started come to its end, without any time passing. */
  const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
  const contextOf = (name: string) => logger.events.find(({ event }) => event === name)?.context;
  return { channel, store, logger, notifier, settle, contextOf };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('one notice of each level and tenant within an hour', () => {
  test('the first alert is sent, and another within the hour is held back', async () => {
    const { channel, logger, notifier, settle } = notifierWith();
    notifier.notify(alertOf());
    await settle();
    await vi.advanceTimersByTimeAsync(hourMs - 1);
    notifier.notify(alertOf({ spent: '402' }));
    await settle();
    expect(channel.notices).toHaveLength(1);
    expect(logger.eventNames).toEqual(['budget.notice.sent', 'budget.notice.held_back']);
  });

  test('an alert after the hour is sent', async () => {
    const { channel, notifier, settle } = notifierWith();
    notifier.notify(alertOf());
    await settle();
    await vi.advanceTimersByTimeAsync(hourMs);
    notifier.notify(alertOf());
    await settle();
    expect(channel.notices).toHaveLength(2);
  });

  test('another level and another tenant are sent at once', async () => {
    const { channel, notifier, settle } = notifierWith();
    notifier.notify(alertOf());
    notifier.notify(alertOf({ level: 'critical' }));
    notifier.notify(alertOf({ level: 'blocked' }));
    notifier.notify(alertOf({ tenant: 'beta' }));
    await settle();
    expect(channel.subjects.map((subject) => /\[.*?\].*\((?:.*)\)/u.exec(subject)?.[0])).toEqual([
      '[Budget alert] Acme Ltd (acme)',
      '[Budget critical] Acme Ltd (acme)',
      '[Budget blocked] Acme Ltd (acme)',
      '[Budget alert] Acme Ltd (beta)',
    ]);
  });

  test('of 50 concurrent alerts, by two notifiers on one store, one is sent', async () => {
    const first = notifierWith();
    const second = notifierWith({ store: first.store });
    for (let n = 0; n < 25; n += 1) {
      first.notifier.notify(alertOf());
      second.notifier.notify(alertOf());
    }
    await first.settle();
    expect(first.channel.notices.length + second.channel.notices.length).toBe(1);
  });

  test('without a store, the process decides', async () => {
    const { channel, notifier, settle } = notifierWith({ store: undefined });
    notifier.notify(alertOf());
    notifier.notify(alertOf());
    await settle();
    expect(channel.notices).toHaveLength(1);
  });
});

describe('a store that does not answer', () => {
  const release = vi.fn(() => Promise.resolve());
  test.each([
    ['rejects', () => Promise.reject(new Error('down'))],
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
  ])('one that %s: the notice is sent anyway, with a warning', async (_, fault) => {
    const { channel, store, notifier, settle, contextOf } = notifierWith();
    store.fault = fault;
    notifier.notify(alertOf());
    await settle();
    expect(channel.notices).toHaveLength(1);
    expect(contextOf('budget.notice.store.failed')).toEqual({
      reason: 'It threw Error.',
      effect: 'the notice is sent anyway',
    });
  });

  test('one that is silent: the notice is sent after its deadline', async () => {
    const { channel, store, notifier, settle, contextOf } = notifierWith();
    store.fault = () => new Promise(() => undefined);
    notifier.notify(alertOf());
    await settle();
    expect(channel.notices).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(channel.notices).toHaveLength(1);
    expect(contextOf('budget.notice.store.failed')).toMatchObject({
      reason: 'There was no answer within 5000 ms.',
    });
  });

  test('meanwhile each process holds its own repetitions back', async () => {
    const { channel, store, notifier, settle } = notifierWith();
    store.fault = () => Promise.reject(new Error('down'));
    notifier.notify(alertOf());
    notifier.notify(alertOf());
    await settle();
    expect(channel.notices).toHaveLength(1);
  });

  test.each([
    ['grants', () => ({ release })],
    ['refuses', () => null],
    ['fails', () => Promise.reject(new Error('down'))],
  ])('a claim that it %s too late is given up, if the notice was not sent', async (_, late) => {
    const channel = failing('mail');
    const { store, notifier, settle } = notifierWith({ channels: [channel] });
    release.mockClear();
    let answer: (claim: unknown) => void = () => undefined;
    vi.spyOn(store, 'claim').mockImplementation(
      () => new Promise((resolve) => (answer = resolve as (claim: unknown) => void)),
    );
    notifier.notify(alertOf());
    await vi.advanceTimersByTimeAsync(5_000);
    expect(channel.notices).toHaveLength(1);
    const claim = late();
    answer(claim);
    await settle();
    expect(release).toHaveBeenCalledTimes(claim !== null && 'release' in claim ? 1 : 0);
  });
});

describe('channels that are not configured', () => {
  test('mail: a preview is logged, and nothing is thrown', async () => {
    const channels = [mailChannel({ url: null })];
    const { logger, store, notifier, settle, contextOf } = notifierWith({ channels });
    notifier.notify(alertOf({ notifyEmail: 'billing@acme.example' }));
    await settle();
    expect(logger.eventNames).toEqual(['budget.notice.preview']);
    const preview = contextOf('budget.notice.preview');
    expect(preview).toMatchObject({ channel: 'mail', reason: 'not configured', tenant: 'acme' });
    expect(preview?.['subject']).toBe('[Budget alert] Acme Ltd (acme): 80.24 % used');
    expect(preview?.['text']).toContain('$401.2034');
    expect(JSON.stringify(preview)).not.toContain('billing@');
    expect(store.keys).toEqual([]);
  });

  test('Slack: a preview is logged, and nothing is thrown', async () => {
    const channels = [slackChannel({ webhookUrl: undefined })];
    const { logger, notifier, settle, contextOf } = notifierWith({ channels });
    notifier.notify(alertOf());
    await settle();
    expect(logger.eventNames).toEqual(['budget.notice.preview']);
    expect(contextOf('budget.notice.preview')).toMatchObject({ channel: 'slack' });
  });

  test('none at all: a preview is logged for each alert', async () => {
    const { logger, notifier, settle } = notifierWith({ channels: [] });
    notifier.notify(alertOf());
    notifier.notify(alertOf());
    await settle();
    expect(logger.eventNames).toEqual(['budget.notice.preview', 'budget.notice.preview']);
  });

  test('without a recipient: a preview is logged, and the claim is given up', async () => {
    const server = { url: 'smtp://localhost:1', from: 'budgets@example.org' };
    const channels = [mailChannel(server)];
    const { store, notifier, settle, contextOf } = notifierWith({ channels });
    notifier.notify(alertOf({ notifyEmail: 'no address\r\nBcc: all@example.org' }));
    await settle();
    expect(contextOf('budget.notice.preview')).toMatchObject({ reason: 'no recipient' });
    expect(store.keys).toEqual([]);
  });
});

describe('channels that fail', () => {
  test('a failure is logged without the message of foreign errors, and nothing is thrown', async () => {
    const channel = new NotingChannel('mail', () => {
      throw Object.assign(new TypeError('secret of a server'), { code: 'EBAD' });
    });
    const { logger, notifier, settle, contextOf } = notifierWith({ channels: [channel] });
    notifier.notify(alertOf());
    await settle();
    expect(contextOf('budget.notice.failed')).toEqual({
      tenant: 'acme',
      level: 'alert',
      channel: 'mail',
      reason: 'It threw TypeError [EBAD].',
    });
    expect(JSON.stringify(logger.events)).not.toContain('secret');
  });

  test('one does not stop the other, and the claim is kept', async () => {
    const channels = [failing('mail'), new NotingChannel('slack')];
    const { store, logger, notifier, settle } = notifierWith({ channels });
    notifier.notify(alertOf());
    await settle();
    expect(logger.eventNames).toEqual(['budget.notice.failed', 'budget.notice.sent']);
    expect(store.keys).toEqual(['notice/alert/acme']);
  });

  test('if every channel fails, the claim is given up, and the next alert is sent', async () => {
    const channel = failing('mail');
    const { store, logger, notifier, settle, contextOf } = notifierWith({
      channels: [channel, failing('slack')],
    });
    notifier.notify(alertOf());
    await settle();
    expect(contextOf('budget.notice.lost')).toMatchObject({ reason: 'Every channel failed.' });
    expect(store.keys).toEqual([]);
    channel.answer = () => Promise.resolve({ status: 'sent' });
    notifier.notify(alertOf());
    await settle();
    expect(logger.eventNames.at(-1)).toBe('budget.notice.failed');
    expect(logger.eventNames).toContain('budget.notice.sent');
    expect(store.keys).toEqual(['notice/alert/acme']);
  });

  test('without a store, the claim of the process is given up too', async () => {
    const channel = failing('mail');
    const { notifier, settle } = notifierWith({ channels: [channel], store: undefined });
    notifier.notify(alertOf());
    await settle();
    notifier.notify(alertOf());
    await settle();
    expect(channel.notices).toHaveLength(2);
  });

  test('a claim that cannot be given up is a warning', async () => {
    const channel = failing('mail');
    const { store, notifier, settle, contextOf } = notifierWith({ channels: [channel] });
    channel.answer = () => {
      store.fault = () => Promise.reject(new Error('down'));
      return Promise.reject(refused);
    };
    notifier.notify(alertOf());
    await settle();
    expect(contextOf('budget.notice.store.failed')?.['effect']).toContain(
      'until the claim expires',
    );
  });

  test('an alert that cannot be written is logged', async () => {
    const { notifier, settle, contextOf } = notifierWith();
    notifier.notify(alertOf({ spent: 'much' }));
    await settle();
    expect(contextOf('budget.notice.lost')?.['reason']).toBe('It threw Error.');
  });

  test('a logger that throws stops nothing', async () => {
    const fail = (): never => {
      throw new Error('full disk');
    };
    const logger = { debug: fail, info: fail, warn: fail, error: fail, bind: fail };
    const channels = [failing('mail'), new NotingChannel('slack')];
    const { notifier, settle } = notifierWith({ channels, logger });
    notifier.notify(alertOf());
    await settle();
    expect(channels[1]?.notices).toHaveLength(1);
    await notifier.close();
  });

  test('recipients that a server refused are counted', async () => {
    const channel = new NotingChannel('mail', () =>
      Promise.resolve({ status: 'sent', refused: 2 }),
    );
    const { logger, notifier, settle } = notifierWith({ channels: [channel] });
    notifier.notify(alertOf());
    await settle();
    const [sent] = logger.events;
    expect(sent).toMatchObject({ level: 'warn', context: { refused: 2, attempts: 1 } });
  });
});

test.each([
  'repeatAfterMs',
  'attemptTimeoutMs',
  'retryDelayMs',
  'storeTimeoutMs',
  'closeTimeoutMs',
])('option %s must be a time that a timer can wait for', (name) => {
  for (const ms of [-1, Number.NaN, Infinity, 2 ** 31]) {
    expect(() => createNotifier({ channels: [], [name]: ms })).toThrow(
      expect.objectContaining({ code: 'NOTICE_OPTION_INVALID' }),
    );
  }
});

test('a notifier needs nothing but its channels', async () => {
  const channel = new NotingChannel();
  const notifier = createNotifier({ channels: [channel] });
  notifier.notify(alertOf());
  await notifier.close();
  expect(channel.notices).toHaveLength(1);
});
