import { type LogContext, type Logger, silentLogger } from '@wdh/pipeline-core';
import type { PgBoss } from 'pg-boss';
import { expect, it } from 'vitest';
import { Dispatcher } from './dispatcher.js';
import { Slots } from './slots.js';

it('stays unreachable until a look succeeds, also when runs end in between', async () => {
  const stop = new AbortController();
  const log: string[] = [];
  let looks = 0;
  const executeSql = (): Promise<{ rows: readonly [] }> => {
    looks += 1;
    if (looks < 4) return Promise.reject(new Error('no server'));
    stop.abort();
    return Promise.resolve({ rows: [] });
  };
  const add = (event: string, { attempt = '' }: LogContext = {}): void => {
    log.push(`${event} ${String(attempt)}`.trim());
    // The loop sleeps until its next look; a run ends.
    setImmediate(() => {
      dispatcher.freed();
    });
  };
  const logger: Logger = { ...silentLogger, info: add, warn: add };
  // Without lanes, a dispatcher uses nothing else of it.
  const boss = { getDb: () => ({ executeSql }) } as unknown as PgBoss;
  const dispatcher = new Dispatcher({
    ...{ boss, lanes: [], logger },
    ...{ slots: new Slots(1), pollMs: 20, start: () => undefined },
    onOrphansTaken: () => Promise.resolve(),
  });
  await dispatcher.run(stop.signal);
  expect(log).toEqual([
    'worker.queues.unreachable 1',
    'worker.queues.unreachable 2',
    'worker.queues.unreachable 3',
    'worker.queues.reached',
  ]);
});
