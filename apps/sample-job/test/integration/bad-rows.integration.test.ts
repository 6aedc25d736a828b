import { copyFile, link, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { openWorkplace, type Workplace } from '../support/workplace.js';

const sample = fileURLToPath(new URL('../fixtures/sample_data.csv', import.meta.url));

interface Reject {
  readonly line: number;
  readonly step_name: string;
  readonly field: string | null;
  readonly code: string;
  readonly input: string;
}

/** Line, step, column and code of every bad record of the sample. */
const rejects = [
  [3, 'validate_record', 'flight_date', 'INVALID_CHECK'],
  [4, 'validate_record', 'effect_amount_of_damage', 'INVALID_PICKLIST'],
  [5, 'validate_record', 'cost_total', 'INVALID_PARTIAL_CHECK'],
  [6, 'validate_record', 'cost_other', 'INVALID_REGEX'],
  [7, 'validate_record', 'airport_name', 'INVALID_REGEX'],
  [9, 'read', null, 'TOO_FEW_FIELDS'],
  [10, 'read', null, 'TOO_MANY_FIELDS'],
  [11, 'read', null, 'TEXT_AFTER_QUOTE'],
  [12, 'read', null, 'STRAY_QUOTE'],
  [16, 'validate_record', 'speed_ias_in_knots', 'INVALID_UNION'],
  [18, 'read', 'Wildlife Species', 'NUL_BYTE'],
  [20, 'read', 'Aircraft Airline Operator', 'INVALID_ENCODING'],
  [21, 'read', null, 'QUOTE_NOT_CLOSED'],
];

describe('a file with every kind of bad row', () => {
  let place: Workplace;
  beforeAll(async () => {
    place = await openWorkplace(inject('serverUrl'));
  });
  beforeEach(async () => {
    await place.clear();
    // A relative path is relative to the folder in which the job is started.
    await copyFile(sample, join(place.folder, 'sample.csv'));
  });
  afterAll(async () => place[Symbol.asyncDispose]());

  it('loads its good rows and keeps each bad one with line, column, code and raw record', async () => {
    const { exitCode, stdout, stderr, summary } = await place.run(
      ...['--input', 'sample.csv', '--error-threshold', '1', '--rejects-file', 'rejects.csv'],
    );

    expect(exitCode).toBe(0);
    expect(summary.rows).toMatchObject({ inserted: 5, filtered: 1, rejected: rejects.length });
    expect(summary.rows.read).toBe(5 + 1 + rejects.length);
    const kept = await place.sql<Reject[]>`
      select line_number::int as line, step_name, field, code, input::text as input
      from rejected_rows order by line_number`;
    expect(kept.map(({ line, step_name, field, code }) => [line, step_name, field, code])).toEqual(
      rejects,
    );
    expect(kept[0]?.input).toContain('2001-02-29');
    expect(kept[10]?.input).toContain('Gull');
    const csv = await readFile(join(place.folder, 'rejects.csv'), 'utf8');
    expect(csv).toContain('NEVER CLOSED');
    expect(csv.startsWith('row_number,line_number,step_name,field,code,message,input')).toBe(true);
    // Values are stored only in the table.
    for (const value of ['2001-02-29', 'NEVER CLOSED', 'Gull', 'LAGUARDIA']) {
      expect(stdout + stderr).not.toContain(value);
    }
    const [strange] = await place.sql`
      select count(*)::int as count from public.wildlife_strikes
      where airport_name in (E'LAGUARDIA\\nNY', 'CHICAGO "O''HARE", INTL')`;
    expect(strange).toEqual({ count: 2 });
  });

  it('reports the result of a dry run, and leaves no row', async () => {
    const args = ['--input', 'sample.csv', '--error-threshold', '1', '--dry-run'];
    const { exitCode, stdout, summary } = await place.run(...args);
    expect(exitCode).toBe(0);
    expect(summary).toMatchObject({
      status: 'rehearsed',
      rows: { inserted: 5, filtered: 1, rejected: rejects.length },
    });
    expect(stdout).toMatch(/nothing was loaded/);
    const [row] = await place.sql`
      select (select count(*)::int from public.wildlife_strikes) as loaded,
             (select count(*)::int from rejected_rows) as rejected`;
    expect(row).toEqual({ loaded: 0, rejected: 0 });
  });

  it('loads nothing if more rows are bad than allowed, and keeps the rejects', async () => {
    const { exitCode, summary } = await place.run('--input', 'sample.csv');
    expect(exitCode).toBe(4);
    expect(summary).toMatchObject({
      status: 'failed',
      rows: { inserted: 0, rejected: rejects.length },
      error: { code: 'ERROR_THRESHOLD_EXCEEDED' },
    });
    const [row] = await place.sql`
      select (select count(*)::int from public.wildlife_strikes) as loaded,
             (select count(*)::int from rejected_rows) as rejected,
             (select status from pipeline_executions) as status`;
    expect(row).toEqual({ loaded: 0, rejected: rejects.length, status: 'failed' });
  });

  it('stops at the first bad row with --on-error stop', async () => {
    const { exitCode, summary } = await place.run('--input', 'sample.csv', '--on-error', 'stop');
    expect(exitCode).toBe(4);
    expect(summary.error).toMatchObject({ code: 'ROW_REJECTED' });
    expect(summary.error?.message).toMatch(/flight_date/);
    const [row] = await place.sql`select count(*)::int as loaded from public.wildlife_strikes`;
    expect(row).toEqual({ loaded: 0 });
  });

  it.each([['--rejects-file'], ['--summary-file']])(
    'refuses to overwrite its input with %s',
    async (option) => {
      const before = await readFile(join(place.folder, 'sample.csv'));
      const { outcome } = place.start('--input', 'sample.csv', option, './sample.csv');
      const { exitCode, stderr } = await outcome;
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/must be different files/);
      expect(await readFile(join(place.folder, 'sample.csv'))).toEqual(before);
    },
  );

  it('recognises its input under another name', async () => {
    await link(join(place.folder, 'sample.csv'), join(place.folder, 'hard.csv'));
    const before = await readFile(join(place.folder, 'sample.csv'));
    const args = ['--input', 'sample.csv', '--summary-file', 'hard.csv'];
    expect((await place.start(...args).outcome).exitCode).toBe(2);
    expect(await readFile(join(place.folder, 'sample.csv'))).toEqual(before);
  });

  it('refuses one new file for both summary and rejects, also through a link', async () => {
    await symlink(place.folder, join(place.folder, 'again'));
    await symlink('new.txt', join(place.folder, 'dangling'));
    for (const other of ['again/new.txt', 'dangling']) {
      const args = ['--summary-file', 'new.txt', '--rejects-file', other];
      expect((await place.start(...args).outcome).exitCode).toBe(2);
    }
  });

  it.each(['/dev/full', '.'])('exits with 7 if the rejects file is %s', async (target) => {
    const { exitCode, summary } = await place.run(
      ...['--input', 'sample.csv', '--error-threshold', '1', '--rejects-file', target],
    );
    expect(exitCode).toBe(7);
    expect(summary.status).toBe('failed');
  });
});
