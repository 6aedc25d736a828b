import { rename } from 'node:fs/promises';
import { expectNoCanary, NetworkProxy, refusal } from '@wdh/fault-injection';
import { expect, it } from 'vitest';
import { expectAccounted, expectNothingLoaded, statuses } from '../../support/expect-accounted.js';
import { JobTrial } from '../../support/job-trial.js';
import { strike, strikeFile, strikes } from '../../support/strike-file.js';

const trial = JobTrial.inThisFile();
const records = strikes(20);
const file = strikeFile(records);
const support = (name: string) => new URL(`../../support/${name}`, import.meta.url).href;
const hourMs = 3_600_000;

it('P08 a server that is down: the message has host and port and not the password, exit code 3', async () => {
  await using proxy = await NetworkProxy.start(trial.databaseUrl);
  const { host } = new URL(proxy.url);
  const password = 'canary-4711-word';
  const url = new URL(proxy.url);
  url.password = password;
  const fault = proxy.inject(refusal());
  const run = await trial.load(file, { env: { DATABASE_URL: url.href } });
  fault.expectFired();
  expect(run).toMatchObject({ code: 3, summary: { rows: { inserted: 0 } } });
  expect(run.stdout).toContain(host);
  expectNoCanary({ stdout: run.stdout, stderr: run.stderr }, { password });
});

it('P08 a port without a listener: the message has host and port and not the password, exit code 3', async () => {
  const password = 'canary-4711-word';
  const env = { DATABASE_URL: `postgres://etl:${password}@127.0.0.1:9/warehouse` };
  const run = await trial.load(file, { env });
  expect(run).toMatchObject({ code: 3, summary: { error: { code: 'DATABASE_UNREACHABLE' } } });
  expect(run.stdout).toContain('127.0.0.1:9');
  expectNoCanary({ stdout: run.stdout, stderr: run.stderr }, { password });
});

it('P10 the same file, the same content with another name, other content with the same name: skipped, skipped, loaded', async () => {
  await expectAccounted(trial, await trial.load(file), { loaded: records });
  expect(await trial.load(file)).toMatchObject({ code: 0, summary: { status: 'skipped' } });
  await rename(trial.path('in.csv'), trial.path('other.csv'));
  const other = await trial.run({ args: ['--input', 'other.csv'] });
  expect(other).toMatchObject({ code: 0, summary: { status: 'skipped' } });
  await rename(trial.path('other.csv'), trial.path('in.csv'));
  const more = [...records, strike(99)];
  const run = await trial.load(strikeFile(more));
  expect(run.summary?.rows).toMatchObject({ read: 21, inserted: 1, unchanged: 20 });
  await expectAccounted(trial, run, { loaded: more });
  expect(await statuses(trial)).toEqual(['success', 'skipped', 'skipped', 'success']);
});

it('P12 an exception outside of any await: the run fails as internal, nothing is loaded, exit code 1', async () => {
  const env = { NODE_OPTIONS: `--import=${support('throw-outside.mjs')}`, STRAY_VALUE: 'canary' };
  const run = await trial.load(strikeFile(strikes(3000)), { env });
  await expectNothingLoaded(trial, run, { exitCode: 1, code: 'UNCAUGHT_EXCEPTION' });
  expect(await statuses(trial)).toEqual(['failed']);
});

async function expectOwnDurations(shiftMs: number): Promise<void> {
  const clock = {
    NODE_OPTIONS: `--import=${support('shift-clock.mjs')}`,
    CLOCK_SHIFT_MS: String(shiftMs),
  };
  const run = await trial.load(file, { env: clock });
  await expectAccounted(trial, run, { loaded: records });
  const [first, last] = (run.stdout.match(/"timestamp":"[^"]+"/g) ?? [])
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .map((text) => Date.parse(text.slice(13, -1)));
  const jumpedMs = Number(last) - Number(first) - shiftMs;
  expect(Math.abs(jumpedMs), 'fault not injected').toBeLessThan(60_000);
  const [row] = await trial.sql<{ ms: number }[]>`
  select duration_ms::int as ms from pipeline_executions`;
  for (const durationMs of [run.summary?.durationMs, row?.ms]) {
    expect(durationMs).toBeGreaterThan(0);
    expect(durationMs).toBeLessThanOrEqual(run.durationMs);
  }
}

it('P13 a clock that jumps an hour back during the run: durations stay correct', () =>
  expectOwnDurations(-hourMs));

it.each([
  ['an hour forward', hourMs],
  ['ten years back', -10 * 365 * 24 * hourMs],
])(
  'P13 a clock that jumps %s during the run: durations stay correct',
  { tags: ['full'] },
  (_fault, shiftMs) => expectOwnDurations(shiftMs),
);

it('P13 a run whose clock was a day ahead: the same file is still skipped afterwards, and the records are in the order of the runs', async () => {
  const clock = {
    NODE_OPTIONS: `--import=${support('shift-clock.mjs')}`,
    CLOCK_SHIFT_MS: String(24 * hourMs),
    CLOCK_SHIFTED_FROM_START: 'yes',
  };
  const runs = [
    await trial.load(file, { env: clock }),
    await trial.load(file),
    await trial.load(strikeFile([strike(99), 'bad', strike(98), 'worse'])),
  ];
  const [ahead] = /"timestamp":"[^"]+"/.exec(runs[0]?.stdout ?? '') ?? [];
  expect(Date.parse(ahead?.slice(13, -1) ?? '') - Date.now(), 'fault not injected').toBeGreaterThan(
    23 * hourMs,
  );
  expect(runs.map(({ summary }) => summary?.status)).toEqual(['success', 'skipped', 'success']);
  const records = await trial.sql<{ id: string }[]>`
    select execution_id as id from pipeline_executions order by started_at`;
  expect(records.map(({ id }) => id)).toEqual(runs.map(({ summary }) => summary?.executionId));
  const rejects = await trial.sql<{ record: number }[]>`
    select row_number::int as record from rejected_rows order by rejected_row_id`;
  expect(rejects.map(({ record }) => record)).toEqual([2, 4]);
});
