import { beforeAll, describe, expect, it } from 'vitest';
import type { WireEvents } from '../../../src/wire/runs.js';
import { fillLog } from '../../support/live/fill-log.js';
import { useLive } from '../../support/live/use-live.js';
import { recordRun } from '../../support/record-run.js';

const used = useLive();
const run = 'run_logged';
const lines = 1_234;

const numbers = (events: readonly { readonly sequence: number }[]) =>
  events.map(({ sequence }) => sequence);
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

beforeAll(async () => {
  await recordRun(used.database, run, { status: 'queued' });
  await fillLog(used.database, run, 1, lines);
});

describe('the log in a stream', () => {
  it('comes in order, in parts of at most 500 lines, each with the sequence of its last', async () => {
    const stream = await used.listenToRun(run);
    await stream.until(() => stream.lastId === String(lines), 'all lines');
    const parts = stream.all('events');
    expect(parts.map((part) => part.length)).toEqual([500, 500, 234]);
    expect(numbers(parts.flat())).toEqual(range(1, lines));
    expect(stream.received.filter(({ event }) => event === 'events').map(({ id }) => id)).toEqual([
      '500',
      '1000',
      String(lines),
    ]);
  });

  it('resumes by Last-Event-ID without a lost or doubled line, while lines are added', async () => {
    await recordRun(used.database, 'run_resumed', { status: 'queued' });
    await fillLog(used.database, 'run_resumed', 1, 700);
    const seen: number[] = [];
    let lastEventId: string | undefined;
    for (const [from, to] of [
      [701, 1_300],
      [1_301, 1_302],
      [1_303, 2_000],
    ] as const) {
      const stream = await used.listenToRun('run_resumed', { ...(lastEventId && { lastEventId }) });
      await stream.until(() => stream.all('run').length > 0, 'the state');
      const filled = fillLog(used.database, 'run_resumed', from, to);
      await stream.until(() => Number(stream.lastId) >= from, 'the added lines');
      stream.close();
      await filled;
      seen.push(...numbers(stream.all('events').flat()));
      lastEventId = stream.lastId;
    }
    const last = await used.listenToRun('run_resumed', { ...(lastEventId && { lastEventId }) });
    await expect
      .poll(() => [...seen, ...numbers(last.all('events').flat())], { timeout: 30_000 })
      .toEqual(range(1, 2_000));
  });

  it('begins after a line, and Last-Event-ID goes before it', async () => {
    const stream = await used.listenToRun(run, { query: '?after=1200' });
    await stream.until(() => stream.lastId === String(lines), 'the rest');
    expect(numbers(stream.all('events').flat())).toEqual(range(1_201, lines));
    const resumed = await used.listenToRun(run, { query: '?after=1200', lastEventId: '1230' });
    await resumed.until(() => resumed.lastId === String(lines), 'the rest');
    expect(numbers(resumed.all('events').flat())).toEqual(range(1_231, lines));
  });

  it.each([
    ['?levels=warn', (line: number) => line % 10 === 0],
    ['?levels=warn,error&step=step_2', (line: number) => line % 10 === 0 && line % 3 === 2],
    ['?text=WORD3%22', (line: number) => line % 7 === 3],
    ['?text=nowhere', () => false],
  ])('has the lines of %s only, and continues after all', async (query, isWanted) => {
    const stream = await used.listenToRun(run, { query });
    await stream.until(() => stream.lastId === String(lines), 'all lines');
    expect(numbers(stream.all('events').flat())).toEqual(range(1, lines).filter(isWanted));
  });

  it('cannot be forged by a line', async () => {
    await recordRun(used.database, 'run_forged', { status: 'queued' });
    const word =
      '</script><img src=x onerror=alert(1)>\r\n\r\nevent: end\ndata: null\n\nid: 99\n\n\u2028';
    await used.database.query(
      `insert into public.run_events (execution_id, sequence, occurred_at, level, event, step_name, payload)
       values ('run_forged', 1, now(), 'info', $1::text, $1::text, $2::text::json)`,
      [word.slice(0, 100), JSON.stringify({ word })],
    );
    const stream = await used.listenToRun('run_forged');
    await stream.until(() => stream.lastId === '1', 'the line');
    expect(stream.received.map(({ event }) => event)).toEqual(['run', 'events']);
    expect(stream.all('events')[0]?.[0]).toMatchObject({
      event: word.slice(0, 100),
      stepName: word.slice(0, 100),
      payload: { word },
    });
    expect(stream.response.headers.get('content-type')).toMatch(/^text\/event-stream/u);
  });
});

describe('the log in pages', () => {
  const page = async (query: string): Promise<WireEvents> => {
    const answer = await used.ask(`/api/runs/${run}/events${query}`, { as: 'viewer' });
    return (await answer.json()) as WireEvents;
  };

  it('is read forwards to its end', async () => {
    const seen: number[] = [];
    let found = await page('?limit=500');
    seen.push(...numbers(found.items));
    while (found.hasMore) {
      found = await page(`?limit=500&after=${found.after}`);
      seen.push(...numbers(found.items));
    }
    expect(seen).toEqual(range(1, lines));
  });

  it.each(['', '&levels=warn'])('is read backwards to its beginning%s', async (filter) => {
    let found = await page(`?limit=500&before=end${filter}`);
    const seen = [...numbers(found.items)];
    expect([found.hasMore, found.after]).toEqual([false, lines]);
    while (found.hasEarlier) {
      found = await page(`?limit=500&before=${found.before}${filter}`);
      seen.unshift(...numbers(found.items));
    }
    const isWanted = (line: number) => filter === '' || line % 10 === 0;
    expect(seen).toEqual(range(1, lines).filter(isWanted));
  });

  it('continues in both directions from a line', async () => {
    const { items, after, before, hasMore, hasEarlier } = await page('?limit=10&before=600');
    expect(numbers(items)).toEqual(range(590, 599));
    expect({ after, before, hasMore, hasEarlier }).toEqual({
      ...{ after: 599, before: 590, hasMore: true, hasEarlier: true },
    });
    const next = await page('?limit=10&after=599');
    expect(numbers(next.items)).toEqual(range(600, 609));
    expect([next.before, next.hasEarlier]).toEqual([600, true]);
  });

  it.each(['after=-1', 'before=first', 'limit=0', 'limit=1001', 'after=99999999999'])(
    'refuses %s',
    async (query) => {
      const answer = await used.ask(`/api/runs/${run}/events?${query}`);
      expect(answer.status).toBe(400);
    },
  );

  it.each(['levels', 'step', 'text'])('is refused for a %s with NUL', async (filter) => {
    const answer = await used.ask(`/api/runs/${run}/stream?${filter}=a%00`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`${filter}: must not have the character NUL`);
  });
});
