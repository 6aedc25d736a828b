import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import type { GateCheck } from '../../src/index.js';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const rows = Array.from({ length: 100 }, (_, index) => ({ id: index + 1 }));

const tooBig: GateCheck = {
  name: 'too big',
  sql: 'select id from checked where id > 97 -- a comment at the end',
  severity: 'error',
};

beforeEach(async () => {
  await warehouse.sql`drop table if exists checked`;
  await warehouse.sql`create table checked (id int primary key)`;
  await warehouse.sql`delete from pipeline_executions`;
});

function load(checks: readonly GateCheck[], dryRun = false) {
  const bound = new Pipeline<{ readonly id: number }>('checked').bind(memorySource(rows));
  return warehouse.loader.loadPipeline(bound, { into: 'checked', checks, dryRun });
}

const metrics = async () => {
  const found = await warehouse.sql`select metric_name as name, metric_value::int as value
    from data_quality_metrics where metric_name like 'check.%' order by name`;
  return found.map(({ name, value }) => [name, value] as unknown);
};

test.each([false, true])(
  'a failed error aborts the load, dry run %s, and names every check',
  async (dryRun) => {
    const wrong: GateCheck = { name: 'wrong', fn: () => Promise.resolve(false), severity: 'error' };
    const error = await failureOf(load([tooBig, wrong], dryRun));
    expect(error).toMatchObject({ code: 'CHECK_FAILED', category: 'data', isRetryable: false });
    expect(error.message).toContain('Check "too big" found 3 rows; Check "wrong" returned false.');
    expect(await warehouse.sql`select * from checked`).toEqual([]);
    expect(await metrics()).toEqual([]);
    const runs = await warehouse.sql`select status, error_code from pipeline_executions`;
    expect(runs).toEqual([{ status: 'failed', error_code: 'CHECK_FAILED' }]);
  },
);

test('a failed warning is logged, and every check records its metric', async () => {
  const report = await load([
    { ...tooBig, severity: 'warn' },
    { name: 'none', sql: 'select from checked where id < 0', severity: 'error' },
    {
      name: 'own run',
      sql: "select from pipeline_executions where execution_id = current_setting('wdh.execution_id')",
      severity: 'warn',
    },
  ]);
  expect(report).toMatchObject({ status: 'success', rows: { inserted: 100 } });
  expect(await metrics()).toEqual([
    ['check.none', 0],
    ['check.own run', 1],
    ['check.too big', 3],
  ]);
  const logged = warehouse.logger.events.filter(({ event }) => event === 'database.check.failed');
  expect(logged).toMatchObject([
    { level: 'warn', context: { check: 'too big', found: 3, executionId: report.executionId } },
    { level: 'warn', context: { check: 'own run', found: 1 } },
  ]);
});

test('a function sees the loaded rows and the counts', async () => {
  const seen: unknown[] = [];
  const report = await load([
    {
      name: 'counts',
      severity: 'error',
      fn: async ({ query, rows: counts, target, executionId }) => {
        const [found] = await query(
          'select count(*)::int as count from checked where id > $1',
          [9],
        );
        seen.push(found, counts.inserted, target, executionId);
        return true;
      },
    },
  ]);
  expect(seen).toEqual([{ count: 91 }, 100, 'public.checked', report.executionId]);
});

test('a function that throws fails the load, and its message stays out of the error', async () => {
  const fn = () => Promise.reject(new RangeError('secret'));
  const error = await failureOf(load([{ name: 'odd', fn, severity: 'warn' }]));
  expect(error).toMatchObject({ code: 'CHECK_FAILED' });
  expect(error.message).toContain('Check "odd" threw RangeError');
  expect(error.message).not.toContain('secret');
});

test.each([
  ['nonsense', '42601', '(syntax error at or near ")", SQLSTATE 42601)'],
  [
    'select 1) as x; commit; select (2',
    '42601',
    '(cannot insert multiple commands into a prepared statement, SQLSTATE 42601)',
  ],
  ['select nothing from checked', '42703', '(column "nothing" does not exist, SQLSTATE 42703)'],
  ['select from nowhere', '42P01', '(relation "nowhere" does not exist, SQLSTATE 42P01)'],
  ['select from checked where 1 / (id - id) = 1', '22012', '(SQLSTATE 22012)'],
  ["select from checked where ('canary' || id)::int = 1", '22P02', '(SQLSTATE 22P02)'],
  ['select from checked where id = (select id from checked)', '21000', '(SQLSTATE 21000)'],
])('SQL that the server refuses, %s, names the check', async (sql, sqlState, words) => {
  const error = await failureOf(load([{ name: 'is odd', sql, severity: 'warn' }]));
  expect(error).toMatchObject({ category: 'usage', isRetryable: false, cause: { sqlState } });
  expect(error.code).toBe('CHECK_FAILED_TO_RUN');
  expect(error.message).toContain(`The SQL of check "is odd" could not be run ${words}.`);
  expect(await warehouse.sql`select * from checked`).toEqual([]);
});

test.each([true, false])(
  'the error of refused SQL in a function names the check, ignored %s',
  async (isSwallowed) => {
    const fn: GateCheck['fn'] = async ({ query }) => {
      const asked = query('select 1 / 0');
      await (isSwallowed ? asked.catch(() => undefined) : asked);
      return true;
    };
    const error = await failureOf(load([{ name: 'is odd', fn, severity: 'warn' }]));
    expect(error).toMatchObject({ code: 'CHECK_FAILED_TO_RUN', category: 'usage' });
    expect(error.message).toContain('check "is odd" could not be run (SQLSTATE 22012).');
  },
);

test('a semicolon at the end of a check is allowed', async () => {
  const sql = 'select id from checked where id > 97;\n ; ';
  await load([{ ...tooBig, sql, severity: 'warn' }]);
  expect(await metrics()).toEqual([['check.too big', 3]]);
});

test.each([
  ['pg_cancel_backend', { code: 'STATEMENT_CANCELLED', isRetryable: false }],
  ['pg_terminate_backend', { category: 'connection', isRetryable: true }],
])('a check that %s interrupts is not blamed', async (name, expected) => {
  const sql = `select from (select ${name}(pg_backend_pid()) as cut offset 0) as x, pg_sleep(5) where cut`;
  const error = await failureOf(load([{ name: 'slow', sql, severity: 'error' }]));
  expect(error).toMatchObject(expected);
});

test.each([['twice', 'twice'], [''], ['x'.repeat(91)]])(
  'names %s are refused',
  async (...names) => {
    const checks = names.map((name): GateCheck => ({ ...tooBig, name }));
    const error = await failureOf(load(checks));
    expect(error).toMatchObject({ code: 'LOADER_OPTION_INVALID', category: 'usage' });
    expect(await warehouse.sql`select * from pipeline_executions`).toEqual([]);
  },
);
