import { Pipeline } from '@wdh/pipeline-core';
import type { Parameter, Queryable, Rows } from '@wdh/postgres';
import {
  abandonDeadExecutions,
  claimSource,
  endExecution,
  type Execution,
  startExecution,
} from '@wdh/runs';
import { beforeAll, expect, test } from 'vitest';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse, type Warehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
/** The same, with the records of these tests only. */
const fresh = useWarehouse();
const recordCount = 100_000;
/** A read of all records takes more than 1,000 pages. */
const mostPages = 100;
const allowanceMs = 50;

/** A plan of EXPLAIN. */
interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly Plans?: readonly Plan[];
}

const scansOf = (plan: Plan): readonly string[] => [
  ...(plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] === 'pipeline_executions'
    ? [plan['Node Type']]
    : []),
  ...(plan.Plans ?? []).flatMap(scansOf),
];

/** What EXPLAIN measured of a statement. */
interface Measured {
  readonly statement: string;
  readonly scans: readonly string[];
  readonly pages: number;
}

/** Runs the audit statements, and explains each one before. */
function explaining(): { readonly on: Queryable; readonly measured: readonly Measured[] } {
  const measured: Measured[] = [];
  const { sql } = warehouse;
  const query = async <Found extends object>(
    text: string,
    parameters: readonly Parameter[] = [],
  ): Promise<Rows<Found>> => {
    await sql
      .begin(async (tx) => {
        const [row] = await tx.unsafe<{ 'QUERY PLAN': { Plan: Plan }[] }[]>(
          `explain (analyze, buffers, format json) ${text}`,
          [...parameters],
        );
        const plan = row?.['QUERY PLAN'][0]?.Plan;
        const pages = (plan?.['Shared Hit Blocks'] ?? NaN) + (plan?.['Shared Read Blocks'] ?? NaN);
        const scans = plan === undefined ? ['no plan'] : scansOf(plan);
        measured.push({ statement: text.trim().slice(0, 60), scans, pages });
        throw new Rehearsed();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Rehearsed)) throw error;
      });
    return sql.unsafe<Found[]>(text, [...parameters]);
  };
  return { on: { query }, measured };
}

/** Rolls back the explained statements. */
class Rehearsed extends Error {}

beforeAll(async () => {
  const { sql } = warehouse;
  await sql`
    insert into pipeline_executions (execution_id, pipeline_name, pipeline_version, started_at,
      completed_at, status, input_sha256, target, load_mode, error_code)
    select 'old ' || n, 'pipeline ' || n % 20, '1', now() - n * interval '1 minute',
      now() - n * interval '1 minute' + interval '5 seconds',
      (array['success', 'success', 'success', 'failed', 'skipped', 'abandoned'])[n % 6 + 1],
      md5(n::text) || md5((-n)::text), 'public.recorded', 'append',
      case when n % 6 in (3, 5) then 'CONNECTION_LOST' end
    from generate_series(1, ${recordCount}::int) as n`;
  await sql`analyze pipeline_executions`;
});

test('L03 100,000 records of runs: the queries of a start use an index, and read few pages', async () => {
  const { on, measured } = explaining();
  const execution: Execution = {
    executionId: 'new',
    pipelineName: 'pipeline 1',
    pipelineVersion: '1',
    source: { name: 'new.csv', sizeBytes: 1, sha256: 'f'.repeat(64) },
    target: 'public.recorded',
    mode: 'append',
    isForced: false,
  };
  const rows = {
    read: 0,
    inserted: 0,
    updated: 0,
    unchanged: 0,
    superseded: 0,
    deleted: 0,
    rejected: 0,
    filtered: 0,
    added: 0,
  };
  expect(await abandonDeadExecutions(on)).toEqual([]);
  await startExecution(on, execution);
  expect(await claimSource(on, execution)).toBeNull();
  await endExecution(on, 'new', {
    status: 'failed',
    rows,
    durationMs: 1,
    attempts: 1,
    error: { code: 'NO', message: 'no' },
  });
  expect(measured.length).toBeGreaterThanOrEqual(5);
  expect(measured.filter(({ scans }) => scans.length > 0)).toEqual([]);
  expect(measured.filter(({ pages }) => !(pages < mostPages))).toEqual([]);
});

/** Durations in ms of a load, and of the same load again, which is skipped. */
async function timesOf({ sql, loader }: Warehouse, round: number): Promise<readonly number[]> {
  await sql`create table if not exists recorded (id int primary key)`;
  const load = () =>
    loader.loadPipeline(new Pipeline<{ id: number }>('again').bind(memorySource([{ id: round }])), {
      into: 'recorded',
    });
  const first = await load();
  expect(first).toMatchObject({ status: 'success' });
  const again = await load();
  expect(again).toMatchObject({ status: 'skipped' });
  return [first.durationMs, again.durationMs];
}

test('L03 100,000 records of runs, of which one is known: a load is skipped, and another loads, without slowing down', async () => {
  const [count] = await warehouse.sql<{ count: number }[]>`
    select count(*)::int from pipeline_executions`;
  expect(count?.count).toBeGreaterThanOrEqual(recordCount);
  const times = { fresh: [Infinity, Infinity], long: [Infinity, Infinity] };
  const fastest = (before: number[], now: readonly number[]) =>
    before.map((ms, at) => Math.min(ms, now[at] ?? ms));
  // An index that is missed shows above: here, what the loader does with the records. In turns, so
  // that both have the same moments of a busy machine.
  const isSlower = () =>
    times.long.some((ms, at) => !(ms <= 2 * Number(times.fresh[at]) + allowanceMs));
  for (let round = 0; round < 4 || (isSlower() && round < 40); round += 1) {
    times.fresh = fastest(times.fresh, await timesOf(fresh, round));
    times.long = fastest(times.long, await timesOf(warehouse, round));
  }
  expect({ ...times, isSlower: isSlower() }).toEqual({ ...times, isSlower: false });
});
