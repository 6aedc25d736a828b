import { expect } from 'vitest';
import type { JobTrial, Trial } from './job-trial.js';
import type { Cells } from './strike-file.js';

/** A rejected record: line, number of the record, column, code. */
export type Reject = readonly [line: number, record: number, field: string | null, code: string];

/** The outcome of every record of a file. */
export interface Account {
  /** The records in the table, cell by cell, in any order. */
  readonly loaded: readonly Cells[];
  /** In the order of the file. */
  readonly rejected?: readonly Reject[];
  readonly filtered?: number;
}

/** The files that a run may leave in its folder. */
const ownFiles = ['in.csv', 'rejects.csv', 'summary.json'];

/**
 * Expects that a run succeeded and that every record is accounted for: counted again from the
 * tables, cell by cell, with line, record, column and code of each reject; and that it left no
 * files and printed no cell value.
 */
export async function expectAccounted(trial: JobTrial, run: Trial, account: Account) {
  const { loaded, rejected = [], filtered = 0 } = account;
  expect({ exitCode: run.code, error: run.summary?.error }).toEqual({
    exitCode: 0,
    error: null,
  });
  expect(run.summary?.rows).toMatchObject({
    read: loaded.length + rejected.length + filtered,
    rejected: rejected.length,
    filtered,
  });
  expect(await loadedCells(trial)).toEqual(sorted(loaded));
  const rejects = await trial.sql<
    { line: number; record: number; field: string | null; code: string }[]
  >`
    select line_number::int as line, row_number::int as record, field, code
    from rejected_rows order by line_number`;
  expect(rejects.map(({ line, record, field, code }) => [line, record, field, code])).toEqual(
    rejected,
  );
  await expectNothingLeaked(trial, run);
}

/**
 * Expects that a run failed as specified, that none of its rows is stored anywhere, and that
 * nothing leaked.
 */
export async function expectNothingLoaded(
  trial: JobTrial,
  run: Trial,
  failure: { readonly exitCode: number; readonly code: string },
) {
  expect({ exitCode: run.code, code: run.summary?.error?.code }).toEqual(failure);
  expect(run.summary).toMatchObject({ status: 'failed', rows: { inserted: 0, updated: 0 } });
  expect(await loadedCells(trial)).toEqual([]);
  expect(await statuses(trial)).not.toContain('success');
  await expectNothingLeaked(trial, run);
}

/** Expects that a run left no session and no file, and printed no canary. */
export async function expectNothingLeaked(trial: JobTrial, run: Trial) {
  const files = await trial.files();
  expect(files.filter((name) => !ownFiles.includes(name))).toEqual([]);
  await expect.poll(() => sessions(trial)).toEqual([]);
  const output = await outputOf(trial, run);
  expect(output.filter((text) => /canary/i.test(text))).toEqual([]);
}

/** The statuses of all runs, in their order. */
export async function statuses(trial: JobTrial): Promise<readonly string[]> {
  if (!(await hasTables(trial))) return [];
  const rows = await trial.sql<{ status: string }[]>`
    select status from pipeline_executions order by started_at`;
  return rows.map(({ status }) => status);
}

/** Every cell of the table as text, in a fixed order of the rows. */
async function loadedCells(trial: JobTrial): Promise<readonly Cells[]> {
  if (!(await hasTables(trial))) return [];
  const rows: readonly Cells[] = await trial.sql`
    select airport_name, aircraft_make_model, effect_amount_of_damage, flight_date::text,
           aircraft_airline_operator, origin_state, phase_of_flight, wildlife_size,
           wildlife_species, time_of_day, cost_other::text, cost_repair::text, cost_total::text,
           coalesce(speed_ias_in_knots::text, '')
    from public.wildlife_strikes`.values();
  return sorted(rows);
}

/** Everything that a run has printed or stored, except for the table of rejects. */
async function outputOf(trial: JobTrial, { stdout, stderr, summary }: Trial): Promise<string[]> {
  const printed = [stdout, stderr, JSON.stringify(summary)];
  if (!(await hasTables(trial))) return printed;
  const rows = await trial.sql<{ text: string }[]>`
    select e::text as text from pipeline_executions e
    union all select m::text from data_quality_metrics m
    union all select concat_ws(' ', step_name, field, code, message) from rejected_rows`;
  return [...printed, ...rows.map(({ text }) => text)];
}

async function hasTables(trial: JobTrial): Promise<boolean> {
  const [row] = await trial.sql<{ found: boolean }[]>`
    select to_regclass('public.rejected_rows') is not null
       and to_regclass('public.wildlife_strikes') is not null as found`;
  return row?.found === true;
}

async function sessions(trial: JobTrial): Promise<readonly string[]> {
  const rows = await trial.sql<{ state: string }[]>`
    select state from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend'
      and application_name not in ('wdh-tests', 'fault injection')`;
  return rows.map(({ state }) => state);
}

const sorted = (records: readonly Cells[]): readonly Cells[] =>
  records
    .map((cells) => cells.join('\u0001'))
    .toSorted()
    .map((text) => text.split('\u0001'));
