import { readFile, rm } from 'node:fs/promises';
import {
  cut,
  expectNoCanary,
  NetworkProxy,
  onClientMessage,
  type RunningProcess,
} from '@wdh/fault-injection';
import { beforeAll, expect, it } from 'vitest';
import { JobTrial, type Trial, type TrialOptions } from '../../support/job-trial.js';
import { startAndAct } from '../../support/start-and-act.js';
import { strike, strikeFile, strikes } from '../../support/strike-file.js';

const trial = JobTrial.inThisFile();
const cell = 'CANARY AIRPORT K7-41';
const throwOutside = new URL('../../support/throw-outside.mjs', import.meta.url).href;

const logged = { LOG_TO_FILE: 'true', LOG_LEVEL: 'debug' };

/** Valid records, one of them with the canary. */
const valid = [...strikes(2000), strike(7, { 'Airport Name': cell })];
const file = strikeFile(valid);
const fewRecords = strikeFile(valid.slice(-50));
/** The canary in every kind of bad record. */
const badFile = strikeFile([
  strike(1),
  `${cell},short`,
  `"${cell}" after,x`,
  `${cell}"stray`,
  strike(2, { 'Flight Date': cell }),
  strike(3, { 'Cost Other': cell }),
  strike(4, { 'Wildlife Size': cell }),
  strike(5, { 'Origin State': cell.repeat(10) }),
  strike(6, { 'Wildlife Species': `${cell}\0` }),
  `"${cell} never closed`,
]);

/** The database of a job that has run once, with its tables. */
beforeAll(async () => {
  await trial.load(strikeFile([]));
});

/** All output except for the rejects. */
async function outputsOf({ stdout, stderr, summary }: Trial): Promise<Record<string, string>> {
  const rows = await trial.sql<{ text: string }[]>`
    select e::text as text from pipeline_executions e
    union all select m::text from data_quality_metrics m
    union all select concat_ws(' ', step_name, field, code, message) from rejected_rows`;
  const logs = (await trial.files()).filter((name) => name.endsWith('.log'));
  expect(logs, 'the log that is to be searched').toHaveLength(1);
  return {
    stdout,
    stderr,
    summary: JSON.stringify(summary),
    log: await readFile(trial.path(logs[0] ?? ''), 'utf8'),
    tables: rows.map(({ text }) => text).join('\n'),
  };
}

async function runAndSearch(content: string, options: TrialOptions): Promise<Trial> {
  const env = { ...logged, ...options.env };
  const run = await trial.load(content, { ...options, env });
  const password = decodeURIComponent(new URL(trial.databaseUrl).password);
  expectNoCanary(await outputsOf(run), { cell, ...(password.length < 8 ? {} : { password }) });
  return run;
}

it.each([
  ['that are collected', [], 0],
  ['the first of which ends the run', ['--on-error', 'stop'], 4],
  ['of which there are too many', ['--error-threshold', '0.1'], 4],
  ['written to a file that is full', ['--rejects-file', '/dev/full'], 7],
  ['in a dry run', ['--dry-run'], 0],
])(
  'S03 values in bad records %s: no output except for the rejects contains them',
  async (_fault, args, code) => {
    expect(await runAndSearch(badFile, { args })).toMatchObject({ code });
  },
);

it.each([
  [
    'a unique constraint',
    'create unique index chaos on wildlife_strikes (left(airport_name, 3))',
    'drop index chaos',
  ],
  [
    'a check',
    `alter table wildlife_strikes add constraint chaos check (airport_name <> '${cell}')`,
    'alter table wildlife_strikes drop constraint chaos',
  ],
  [
    'a too short column',
    'alter table wildlife_strikes alter airport_name type varchar(18)',
    'alter table wildlife_strikes alter airport_name type text',
  ],
  [
    'a trigger that quotes it',
    `create function chaos() returns trigger language plpgsql as $$ begin
       if new.airport_name like 'CANARY%' then
         raise exception 'refused: %', new.airport_name using detail = new::text, hint = new.airport_name;
       end if;
       return new;
     end $$;
     create trigger chaos before insert on wildlife_strikes for each row execute function chaos()`,
    'drop function chaos cascade',
  ],
])(
  'S03 a value that the database refuses for %s: no output contains it',
  async (_fault, spoil, mend) => {
    await trial.sql.unsafe(spoil);
    try {
      const run = await runAndSearch(fewRecords, {});
      expect(run.code).not.toBe(1);
      expect(
        run.summary?.error !== null || run.summary.rows.rejected > 0,
        'fault not injected',
      ).toBe(true);
    } finally {
      await trial.sql.unsafe(mend);
    }
  },
);

it.each([
  ['are in the table already', ['--on-error', 'stop']],
  ['exist in the table and are rejected', ['--error-threshold', '0.1']],
])('S03 values that %s: the error about the key contains none of them', async (_fault, policy) => {
  expect(await runAndSearch(fewRecords, {})).toMatchObject({ code: 0 });
  await rm(trial.path('logs'), { recursive: true });
  const again = await runAndSearch(fewRecords, {
    args: ['--mode', 'append', '--force', ...policy],
  });
  expect(again).toMatchObject({ code: 4, summary: { status: 'failed' } });
});

it('S03 values on a connection that breaks during the load: no output contains them', async () => {
  await using proxy = await NetworkProxy.start(trial.databaseUrl);
  const fault = proxy.inject(cut(onClientMessage('d')));
  const options = { args: ['--on-error', 'stop'], env: { DATABASE_URL: proxy.url } };
  const run = await runAndSearch(file, options);
  fault.expectFired();
  expect(run.code).toBe(3);
});

it('S03 values in a run that is interrupted during the load: no output contains them', async () => {
  await using proxy = await NetworkProxy.start(trial.databaseUrl);
  await trial.write('in.csv', file);
  const interrupt = (one: RunningProcess): void => {
    one.signal('SIGTERM');
  };
  const options = { env: logged };
  await using job = await startAndAct(trial, proxy, onClientMessage('d'), interrupt, options);
  const run = await trial.endOf(job);
  expect(run.code).toBe(143);
  expectNoCanary(await outputsOf(run), { cell });
});

it('S03 a value in an exception outside of any await: no output contains it', async () => {
  const env = { NODE_OPTIONS: `--import=${throwOutside}`, STRAY_VALUE: cell };
  const run = await runAndSearch(file, { env });
  expect(run).toMatchObject({ code: 1, summary: { error: { code: 'UNCAUGHT_EXCEPTION' } } });
});
