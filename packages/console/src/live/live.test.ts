import { WdhError } from '@wdh/pipeline-core';
import type { RunEvent, RunEventsOptions, Runs } from '@wdh/runs';
import { afterEach, expect, it, vi } from 'vitest';
import { someRun } from '../../test/support/some-run.js';
import { Live } from './live.js';
import type { EventStream } from './streams/event-stream.js';

const lines = 100_000;
const wrongQuery = new WdhError('It is wrong.', { code: 'RUN_QUERY_INVALID', category: 'usage' });

/** A queued run with a long log, and the number of its queries by their name. */
function recordsOf() {
  const queries: Record<string, number> = {};
  const state = { revision: '1', answers: true, unanswered: 0 };
  const counted = <Answer>(name: string, answer: Answer): Promise<Answer> => {
    queries[name] = (queries[name] ?? 0) + 1;
    if (state.answers) return Promise.resolve(answer);
    state.unanswered += 1;
    return new Promise(() => undefined);
  };
  const line = (sequence: number) =>
    ({ sequence, level: 'info', event: 'step', stepName: null, payload: null }) as RunEvent;
  const runs = {
    getRun: () => counted('getRun', { ...someRun, status: 'queued', rows: null, children: [] }),
    stepsOf: () => counted('stepsOf', []),
    findDeadRuns: () => counted('findDeadRuns', []),
    recentRuns: () => counted('recentRuns', []),
    revisionsOf: (ids: readonly string[]) =>
      counted(
        'revisionsOf',
        ids.map((executionId) => ({ executionId, revision: state.revision, lastEvent: lines })),
      ),
    eventsOf: (_: string, { after = 0, limit = 50, text }: RunEventsOptions) => {
      if (text === 'wrong') return Promise.reject(wrongQuery);
      return counted('eventsOf', {
        items: Array.from({ length: limit }, (_each, index) => line(after + index + 1)),
        after: after + limit,
        hasMore: true,
      });
    },
  } as unknown as Runs; // The rest of it is not called.
  const live = new Live({
    runs,
    project: { jobs: new Map() },
    database: { query: () => Promise.reject(new Error('There are no rejected rows.')) },
    access: { validSessions: (ids) => Promise.resolve(new Set(ids)) },
    streams: { ofSession: 200 },
  });
  return { live, queries, state };
}

const all = { after: lines, filter: {} };
const opened: Live[] = [];
afterEach(async () => {
  for (const live of opened.splice(0)) await live.close();
});

/** Reads a stream for ever, and counts its events. */
function readAll(stream: EventStream): { count: number } {
  const seen = { count: 0 };
  void (async () => {
    for await (const chunk of stream.body) {
      seen.count += new TextDecoder().decode(chunk).includes('event: run') ? 1 : 0;
    }
  })();
  return seen;
}

it('reads a change once for all streams of a run, and looks by one query', async () => {
  const { live, queries, state } = recordsOf();
  opened.push(live);
  const readers = await Promise.all(
    Array.from({ length: 100 }, async () => readAll(await live.openRun('a', 'run_1', all))),
  );
  const haveSeen = (count: number) => () => {
    expect(readers.every((reader) => reader.count >= count)).toBe(true);
  };
  await vi.waitFor(haveSeen(1), 30_000);
  const before = { ...queries };
  state.revision = '2';
  await vi.waitFor(haveSeen(2), 30_000);
  expect((queries['getRun'] ?? 0) - (before['getRun'] ?? 0)).toBe(1);
  expect((queries['revisionsOf'] ?? 0) - (before['revisionsOf'] ?? 0)).toBeLessThanOrEqual(2);
  expect(queries['recentRuns']).toBeUndefined();
});

it('reads lines only as its client takes them, and once for clients at the same place', async () => {
  const { live, queries } = recordsOf();
  opened.push(live);
  const from = { after: 0, filter: {} };
  const streams = await Promise.all(
    Array.from({ length: 10 }, () => live.openRun('a', 'run_1', from)),
  );
  const readers = streams.map((stream) => stream.body.getReader());
  // What asks the browser to connect again, the state, and two parts of the log.
  for (let part = 0; part < 4; part += 1) {
    await Promise.all(readers.map((reader) => reader.read()));
  }
  expect(queries['eventsOf']).toBe(2);
});

it('ends a stream whose own query fails, and shows nothing of it in others', async () => {
  const { live } = recordsOf();
  opened.push(live);
  const other = (await live.openRun('a', 'run_1', all)).body.getReader();
  const wrong = await live.openRun('b', 'run_1', { after: 0, filter: { text: 'wrong' } });
  expect(await new Response(wrong.body).text()).toContain('"code":"RUN_QUERY_INVALID"');
  const parts: string[] = [];
  for (let part = 0; part < 2; part += 1) {
    parts.push(new TextDecoder().decode((await other.read()).value));
  }
  expect(parts.join('')).not.toContain('notice');
});

it('closes although the database does not answer', async () => {
  const { live, state } = recordsOf();
  readAll(await live.openRun('a', 'run_1', all));
  state.answers = false;
  await vi.waitFor(() => {
    expect(state.unanswered).toBe(1);
  }, 30_000);
  await live.close();
  expect(live.size).toBe(0);
});
