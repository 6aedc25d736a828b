import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { strike, strikeFile, strikes } from '../support/strike-file.js';
import { openWorkplace, type Workplace } from '../support/workplace.js';

const good = strikes(8);

/** Valid for the pipeline; the table of these tests refuses all of them. */
const refused = [
  strike(20, { 'Cost Other': '5000', 'Cost Total $': '5005' }),
  strike(21, { 'Speed IAS in knots': '' }),
  strike(22, { 'Airport Name': 'CANARY, a name of more than twenty characters' }),
  strike(23, { 'Origin State': 'Nowhere' }),
  strike(24, { 'Wildlife Species': 'Dodo' }),
];
const file = strikeFile([...good.slice(0, 4), ...refused, 'short of cells', ...good.slice(4)]);

/** Record, line, step, column and code of each that is rejected. */
const rejects = [
  [5, 6, 'load', '', 'CHECK_VIOLATED'],
  [6, 7, 'load', 'speed_ias_in_knots', 'NOT_NULL_VIOLATED'],
  [7, 8, 'load', 'airport_name', 'VALUE_TOO_LONG'],
  [8, 9, 'load', '', 'FOREIGN_KEY_VIOLATED'],
  [9, 10, 'load', '', 'TRIGGER_REFUSED'],
  [10, 11, 'read', '', 'TOO_FEW_FIELDS'],
].map((facts) => facts.join(','));

let place: Workplace;
beforeEach(async () => {
  place = await openWorkplace(inject('serverUrl'));
  await place.sql.unsafe(`
    create table states (name text primary key);
    insert into states values ('New York');
    alter table wildlife_strikes add constraint cheap check (cost_total < 1000),
      alter speed_ias_in_knots set not null, alter airport_name type varchar(20),
      add foreign key (origin_state) references states;
    create function refuse_dodo() returns trigger language plpgsql as $$ begin
      if new.wildlife_species = 'Dodo' then raise 'no % any more', new.wildlife_species; end if;
      return new; end $$;
    create trigger refuse_dodo before insert on wildlife_strikes
    for each row execute function refuse_dodo()`);
  await writeFile(join(place.folder, 'in.csv'), file);
});
afterEach(async () => place[Symbol.asyncDispose]());

const lenient = ['--input', 'in.csv', '--error-threshold', '0.9', '--rejects-file', 'rejects.csv'];

/** The rejects file, without message and record, in the order of the input. */
async function rejectsFile(): Promise<readonly string[]> {
  const [, ...lines] = (await readFile(join(place.folder, 'rejects.csv'), 'utf8')).split('\n');
  const facts = lines.filter(Boolean).map((line) => line.split(',').slice(0, 5).join(','));
  return facts.toSorted((a, b) => Number.parseInt(a) - Number.parseInt(b));
}

async function rejectsTable(): Promise<readonly string[]> {
  const rows = await place.sql<{ facts: string }[]>`
    select concat_ws(',', row_number, line_number, step_name, coalesce(field, ''), code) as facts
    from rejected_rows order by row_number`;
  return rows.map(({ facts }) => facts);
}

const loaded = async () => (await place.sql`select from wildlife_strikes`).length;

/**
 * Makes the given number of transactions fail at their end as in a conflict; sequences are never
 * rolled back.
 */
async function failAtEnd(transactions: number): Promise<void> {
  await place.sql.unsafe(`create sequence tries;
    create function fail_first() returns trigger language plpgsql as $$ begin
      if nextval('tries') <= ${transactions} then
        raise 'not yet' using errcode = 'serialization_failure';
      end if;
      return null; end $$;
    create constraint trigger fail_first after insert on wildlife_strikes
    for each row when (new.airport_name = 'AIRPORT 7') execute function fail_first()`);
}

describe('rows that only the database refuses', () => {
  it.each(['append', 'upsert', 'insert_new', 'replace'])(
    'are rejected by %s, and the others load',
    async (mode) => {
      const { exitCode, stdout, stderr, summary } = await place.run(...lenient, '--mode', mode);
      expect({ exitCode, error: summary.error }).toEqual({ exitCode: 0, error: null });
      expect(summary.rows).toEqual({
        read: 14,
        inserted: 8,
        updated: 0,
        unchanged: 0,
        superseded: 0,
        deleted: 0,
        rejected: 6,
        filtered: 0,
      });
      expect(stdout).toMatch(/rejected\s+│\s+6/);
      expect(stdout).toContain('6 rejected rows are stored in the table rejected_rows');
      expect(await loaded()).toBe(8);
      expect(await rejectsTable()).toEqual(rejects);
      expect(await rejectsFile()).toEqual(rejects);
      // Values are stored only in the rejects.
      expect(stdout + stderr).not.toMatch(/CANARY|Dodo|Nowhere/);
    },
  );

  it('are reported in a dry run, and nothing is loaded', async () => {
    const { exitCode, summary } = await place.run(...lenient, '--dry-run');
    expect(exitCode).toBe(0);
    expect(summary).toMatchObject({ status: 'rehearsed', rows: { inserted: 8, rejected: 6 } });
    expect(await rejectsFile()).toEqual(rejects);
    expect([await loaded(), await rejectsTable()]).toEqual([0, []]);
  });

  it('fail the run above the threshold, and are kept', async () => {
    const { exitCode, stdout, summary } = await place.run(
      ...['--input', 'in.csv', '--error-threshold', '0.4', '--rejects-file', 'rejects.csv'],
    );
    expect(exitCode).toBe(4);
    expect(summary).toMatchObject({
      status: 'failed',
      rows: { read: 14, inserted: 0, rejected: 6 },
      attempts: 1,
      error: { code: 'ERROR_THRESHOLD_EXCEEDED' },
    });
    expect(stdout).toMatch(/rejected\s+│\s+6/);
    expect(await loaded()).toBe(0);
    expect(await rejectsTable()).toEqual(rejects);
    expect(await rejectsFile()).toEqual(rejects);
  });

  it('count together with the rejects of the pipeline', async () => {
    const few = strikeFile([...good, strike(20, { 'Speed IAS in knots': '' }), 'short']);
    await writeFile(join(place.folder, 'in.csv'), few);
    const { exitCode, summary } = await place.run('--input', 'in.csv');
    expect({ exitCode, code: summary.error?.code }).toEqual({
      exitCode: 4,
      code: 'ERROR_THRESHOLD_EXCEEDED',
    });
    expect(await loaded()).toBe(0);
  });

  it.each([
    [
      'append',
      { 'Speed IAS in knots': '' },
      'NOT_NULL_VIOLATED',
      'Row: 9 | Field: speed_ias_in_knots',
    ],
    [
      'upsert',
      { 'Airport Name': 'x'.repeat(21) },
      'VALUE_TOO_LONG',
      'Row: 9 | Field: airport_name',
    ],
    // One statement checks the constraint for all rows, so the record is unknown.
    ['upsert', { 'Speed IAS in knots': '' }, 'NOT_NULL_VIOLATED', 'Field: speed_ias_in_knots'],
  ])('end the run with --on-error stop, by %s with %j', async (mode, cells, code, site) => {
    const text = strikeFile([...good, strike(20, cells), strike(21)]);
    await writeFile(join(place.folder, 'in.csv'), text);
    const args = ['--input', 'in.csv', '--mode', mode, '--on-error', 'stop'];
    const { exitCode, summary } = await place.run(...args);
    expect({ exitCode, code: summary.error?.code }).toEqual({ exitCode: 4, code });
    expect(summary.error?.message).toContain(site);
    expect([await loaded(), await rejectsTable()]).toEqual([0, []]);
  });

  it('fail the run if their file cannot be written, and nothing is loaded', async () => {
    const few = strikeFile([...good, strike(20, { 'Speed IAS in knots': '' })]);
    await writeFile(join(place.folder, 'in.csv'), few);
    const { exitCode, summary } = await place.run(
      ...['--input', 'in.csv', '--error-threshold', '1', '--rejects-file', 'nowhere/rejects.csv'],
    );
    expect({ exitCode, status: summary.status }).toEqual({ exitCode: 7, status: 'failed' });
    expect(await loaded()).toBe(0);
  });
});

describe('a record that exists in the table', () => {
  it('is rejected by append, up to the threshold', async () => {
    await writeFile(join(place.folder, 'in.csv'), strikeFile(good.slice(0, 1)));
    await place.run('--input', 'in.csv', '--mode', 'append');
    await writeFile(join(place.folder, 'in.csv'), strikeFile(good));
    const { exitCode, summary } = await place.run(...lenient, '--mode', 'append');
    expect(exitCode).toBe(0);
    expect(summary.rows).toMatchObject({ read: 8, inserted: 7, rejected: 1 });
    expect(await rejectsFile()).toEqual(['1,2,load,,UNIQUE_VIOLATED']);
    expect(await loaded()).toBe(8);
  });
});

describe('a transaction that conflicts with another one', () => {
  it('is retried, and each row is counted and listed once', async () => {
    await failAtEnd(1);
    const { exitCode, stdout, summary } = await place.run(...lenient);
    expect(exitCode).toBe(0);
    expect(summary).toMatchObject({ attempts: 2, rows: { read: 14, inserted: 8, rejected: 6 } });
    expect(stdout).toMatch(/attempts\s+│\s+2/);
    expect(await loaded()).toBe(8);
    expect(await rejectsTable()).toEqual(rejects);
    expect(await rejectsFile()).toEqual(rejects);
  });

  it('fails after three attempts, with its own exit code', async () => {
    await failAtEnd(9);
    const { exitCode, summary } = await place.run(...lenient);
    expect(exitCode).toBe(6);
    expect(summary).toMatchObject({
      status: 'failed',
      attempts: 3,
      rows: { read: 14, inserted: 0 },
      error: { code: 'SERIALIZATION_FAILED' },
    });
    expect(await loaded()).toBe(0);
    const [run] = await place.sql`select attempts from pipeline_executions`;
    expect(run).toEqual({ attempts: 3 });
    expect(await rejectsFile()).toHaveLength(summary.rows.rejected);
    expect(await rejectsTable()).toHaveLength(summary.rows.rejected);
  });
});

it('a strike dated in the future is loaded, and its check is logged and stored', async () => {
  await writeFile(
    join(place.folder, 'in.csv'),
    strikeFile([strike(1, { 'Flight Date': '2999-01-01' })]),
  );
  const { exitCode, stdout } = await place.run('--input', 'in.csv');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/database\.check\.failed.*no strikes of the future/);
  const metrics = await place.sql`
    select metric_value::int as found from data_quality_metrics
    where metric_name = 'check.no strikes of the future'`;
  expect(metrics).toEqual([{ found: 1 }]);
});
