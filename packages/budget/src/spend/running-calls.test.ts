import { WdhError } from '@wdh/pipeline-core';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endAtCost, givenBack } from './call-end.js';
import type { Ledger, LedgerCall } from './ledger.js';
import { RunningCalls } from './running-calls.js';

const call: LedgerCall = { id: 'one', tenant: 'acme', estimate: '1', origin: {} };
const end = endAtCost('0.5', vi.fn());
const down = new WdhError('down', { code: 'DATABASE_UNREACHABLE', category: 'connection' });

function start() {
  const ledger = {
    settle: vi.fn<Ledger['settle']>(() => Promise.resolve()),
    extend: vi.fn<Ledger['extend']>(() => Promise.resolve()),
  };
  const logger = createRecordingLogger();
  const running = new RunningCalls({
    // Two methods of the ledger are all that running calls use.
    ...{ ledger: ledger as unknown as Ledger, logger, beatMs: 20_000, patienceMs: 1_000 },
  });
  return { ledger, logger, running, events: () => logger.events.map(({ event }) => event) };
}

describe('RunningCalls', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('moves on the reservations of running calls by one statement, and of no others', async () => {
    const { ledger, running } = start();
    running.begin(call);
    running.begin({ ...call, id: 'two' });
    await vi.advanceTimersByTimeAsync(20_000);
    running.leave(call);
    await vi.advanceTimersByTimeAsync(20_000);
    running.leave({ ...call, id: 'two' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ledger.extend.mock.calls).toEqual([[['one', 'two']], [['two']]]);
    await running.close();
  });

  it('continues after a beat that failed', async () => {
    const { ledger, running, events } = start();
    running.begin(call);
    ledger.extend.mockRejectedValueOnce(down);
    await vi.advanceTimersByTimeAsync(40_000);
    expect(ledger.extend).toHaveBeenCalledTimes(2);
    expect(events()).toEqual(['budget.reservations.not.extended']);
    await running.close();
  });

  it.each([
    ['DATABASE_READ_ONLY', 'schema'],
    ['SERVER_DISK_FULL', 'file'],
  ] as const)('tries to enter an end again after %s: the call was paid', async (code, category) => {
    const { ledger, running } = start();
    ledger.settle.mockRejectedValueOnce(new WdhError('no writes', { code, category }));
    const settled = running.settle(call, end);
    await vi.advanceTimersByTimeAsync(200);
    await settled;
    expect(ledger.settle).toHaveBeenCalledTimes(2);
  });

  it('tries to enter an end again at once', async () => {
    const { ledger, running, events } = start();
    ledger.settle.mockRejectedValueOnce(down).mockRejectedValueOnce(down);
    const settled = running.settle(call, end);
    await vi.advanceTimersByTimeAsync(200);
    await settled;
    expect(ledger.settle).toHaveBeenCalledTimes(3);
    expect(events()).toEqual([]);
  });

  it('keeps an end that cannot be entered for a while, and enters it at a later beat', async () => {
    const { ledger, running, events } = start();
    ledger.settle.mockRejectedValue(down);
    const settled = running.settle(call, end);
    await vi.advanceTimersByTimeAsync(2_000);
    await settled;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(new Set(events())).toEqual(new Set(['budget.settle.delayed']));
    ledger.settle.mockReset().mockResolvedValue();
    await vi.advanceTimersByTimeAsync(40_000);
    expect(ledger.settle.mock.calls).toEqual([[call, end]]);
    await running.close();
    expect(ledger.settle).toHaveBeenCalledOnce();
  });

  it('enters the ends that are left when it closes, and reports those that it cannot', async () => {
    const { ledger, running, events } = start();
    running.settleLater(call, givenBack, down);
    running.settleLater({ ...call, id: 'two' }, end, new Error('any'));
    ledger.settle.mockResolvedValueOnce().mockRejectedValueOnce(down);
    await running.close();
    expect(ledger.settle).toHaveBeenCalledTimes(2);
    expect(events().at(-1)).toBe('budget.settle.lost');
  });

  it('passes on the error of a database that would not answer otherwise later', async () => {
    const { ledger, running } = start();
    const refused = new WdhError('no', { code: 'PRIVILEGE_MISSING', category: 'schema' });
    ledger.settle.mockRejectedValue(refused);
    await expect(running.settle(call, end)).rejects.toBe(refused);
    ledger.settle.mockRejectedValue(new TypeError('bug'));
    await expect(running.settle(call, end)).rejects.toThrow('bug');
  });
});

it('has a timer that does not keep the process alive', async () => {
  const { running } = start();
  const unref = vi.spyOn(globalThis, 'setInterval');
  running.begin(call);
  const timer = unref.mock.results[0]?.value as NodeJS.Timeout;
  expect(timer.hasRef()).toBe(false);
  unref.mockRestore();
  await running.close();
});
