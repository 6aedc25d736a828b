import { openTransaction } from '@wdh/fault-injection';
import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { aftermathOf } from '../../warehouse/aftermath.js';
import { everyWay } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Item {
  readonly id: number;
  readonly generation: number;
}

const count = 3_000;
const itemsOf = (generation: number): readonly Item[] =>
  Array.from({ length: count }, (_, id) => ({ id, generation }));

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists watched`;
  await sql`create table watched (id int primary key, generation int not null)`;
  await sql`delete from pipeline_executions`;
});

/** The rows that a reader sees, by generation, such as `0: 3000`. */
const look = async (): Promise<string> => {
  const found = await warehouse.sql<{ seen: string }[]>`
    select generation || ': ' || count(*) as seen from watched group by generation order by 1`;
  return found.map(({ seen }) => seen).join(', ');
};

/** A reader that polls until it is stopped or its scope ends. */
interface Watch extends AsyncDisposable {
  /** Stops it, and returns what it read, and the longest wait. */
  stop(): Promise<{ seen: readonly string[]; longestMs: number }>;
}

function watch(): Watch {
  const seen = new Set<string>();
  const over = new AbortController();
  let longestMs = 0;
  const watching = (async () => {
    while (!over.signal.aborted) {
      const started = performance.now();
      seen.add(await look());
      longestMs = Math.max(longestMs, performance.now() - started);
    }
  })();
  // The call of stop throws its failure.
  watching.catch(() => undefined);
  const stop = async () => {
    over.abort();
    await watching;
    return { seen: [...seen].toSorted(), longestMs };
  };
  return {
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
    },
  };
}

test.each(everyWay.map((options) => [options.way, options] as const))(
  'K07 a reader during the load, by %s: it sees none of it or all of it, and does not wait',
  async (_way, options) => {
    const { url, loader } = warehouse;
    const isAdded = options.mode === 'append' || options.mode === 'insert_new';
    if (!isAdded) await loader.load(itemsOf(0), { into: 'watched' });
    const before = isAdded ? '' : `0: ${count}`;
    const onTheWay = new Set<string>();
    const source = memorySource(itemsOf(1), {
      batchSize: 500,
      beforeBatch: async () => void onTheWay.add(await look()),
    });
    await using older = await openTransaction(url, 'isolation level repeatable read');
    const countThen = () => older.session`select count(*)::int from watched`;
    const [atFirst] = await countThen();
    await using reader = watch();
    await loader.loadPipeline(new Pipeline<Item>('watched').bind(source), {
      into: 'watched',
      ...options,
    });
    expect(await look()).toBe(`1: ${count}`);
    const { seen, longestMs } = await reader.stop();
    expect([...onTheWay]).toEqual([before]);
    expect(seen.filter((text) => text !== before && text !== `1: ${count}`)).toEqual([]);
    expect(seen).toContain(before);
    expect(longestMs).toBeLessThan(60_000);
    // TRUNCATE would have emptied the table for this transaction as well.
    expect(await countThen()).toEqual([atFirst]);
    await older.commit();
    expect(await aftermathOf(warehouse, 'watched')).toMatchObject({ rows: count, sessions: [] });
  },
);

test('K07 a reader during ten replaces: it sees only whole generations, and does not wait', async () => {
  const { loader } = warehouse;
  await loader.load(itemsOf(0), { into: 'watched' });
  await using reader = watch();
  for (let generation = 1; generation <= 10; generation++) {
    await loader.load(itemsOf(generation), { into: 'watched', mode: 'replace' });
  }
  const { seen, longestMs } = await reader.stop();
  const whole = Array.from({ length: 11 }, (_, generation) => `${generation}: ${count}`);
  expect(seen.filter((text) => !whole.includes(text))).toEqual([]);
  expect(seen.length).toBeGreaterThan(2);
  expect(longestMs).toBeLessThan(60_000);
});

test('K07 rows that others write during a replace: they are deleted as well, or written after it', async () => {
  const { url, loader } = warehouse;
  await using writer = await openTransaction(url);
  await writer.session`insert into watched values (9999, 0)`;
  const load = loader.load(itemsOf(1), { into: 'watched', mode: 'replace' });
  await writer.untilWaitedFor();
  await writer.commit();
  await load;
  expect(await look()).toBe(`1: ${count}`);
});
