import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openWorkplace, type Workplace } from '../support/workplace.js';

const shipped = fileURLToPath(new URL('../../data/wildlife-strikes.csv', import.meta.url));

describe('the shipped file', () => {
  let place: Workplace;
  beforeAll(async () => {
    place = await openWorkplace(inject('serverUrl'), { isEmpty: true });
  });
  afterAll(async () => place[Symbol.asyncDispose]());

  it('loads completely, with every row accounted for', async () => {
    const { exitCode, stdout, summary } = await place.run();

    expect(exitCode).toBe(0);
    expect(summary).toMatchObject({
      status: 'success',
      pipelineName: 'wildlife_strikes',
      table: 'public.wildlife_strikes',
      inputFile: shipped,
      inputSha256: createHash('sha256')
        .update(await readFile(shipped))
        .digest('hex'),
      rows: {
        read: 10_000,
        inserted: 9_976,
        updated: 0,
        unchanged: 0,
        superseded: 0,
        deleted: 0,
        rejected: 0,
        filtered: 24,
      },
      error: null,
    });
    expect(stdout).toMatch(/inserted\s+│\s+9,976/);
    expect(stdout.trimEnd().endsWith('┘')).toBe(true);
  });

  it('is stored value by value', async () => {
    // The repeated records have costs of 0, so the sum over distinct rows equals that of the file.
    const lines = (await readFile(shipped, 'utf8')).trimEnd().split('\r\n').slice(1);
    const distinct = [...new Set(lines)].map((line) => line.split(','));
    const [row] = await place.sql`
      select count(*)::int as count, sum(cost_total)::text as cost, count(speed_ias_in_knots)::int as speeds,
             min(flight_date)::text as first, max(flight_date)::text as last
      from public.wildlife_strikes`;
    const days = distinct.map((fields) => fields[3]).toSorted();
    expect(row).toEqual({
      count: distinct.length,
      cost: String(distinct.reduce((sum, fields) => sum + Number(fields[12]), 0)),
      speeds: distinct.filter((fields) => fields[13] !== '').length,
      first: days.at(0),
      last: days.at(-1),
    });
  });

  it('leaves a record of the run', async () => {
    const runs = await place.sql`
      select status, pipeline_name, rows_input, rows_output, rows_failed from pipeline_executions`;
    expect(runs).toEqual([
      {
        status: 'success',
        pipeline_name: 'wildlife_strikes',
        rows_input: expect.anything() as unknown,
        rows_output: expect.anything() as unknown,
        rows_failed: expect.anything() as unknown,
      },
    ]);
    expect(Number(runs[0]?.['rows_input'])).toBe(10_000);
    expect(Number(runs[0]?.['rows_output'])).toBe(9_976);
  });

  it('is skipped the second time', async () => {
    const { exitCode, stdout, summary } = await place.run();
    expect(exitCode).toBe(0);
    expect(summary).toMatchObject({ status: 'skipped', rows: { read: 0, inserted: 0 } });
    expect(stdout).toMatch(/already loaded/);
  });

  it('changes nothing when forced', async () => {
    const { summary } = await place.run('--force');
    expect(summary).toMatchObject({
      status: 'success',
      rows: { read: 10_000, inserted: 0, unchanged: 9_976, filtered: 24 },
    });
  });

  it('adds only records that do not exist, with mode insert_new', async () => {
    await place.sql`update public.wildlife_strikes set airport_name = 'changed'`;
    const [gone] = await place.sql`with gone as (delete from public.wildlife_strikes
      where strike_id in (select strike_id from public.wildlife_strikes order by 1 limit 10)
      returning 1) select count(*)::int as rows from gone`;
    expect(gone).toEqual({ rows: 10 });
    const { exitCode, stdout, summary } = await place.run('--force', '--mode', 'insert_new');
    expect({ exitCode, error: summary.error }).toEqual({ exitCode: 0, error: null });
    expect(summary.rows).toMatchObject({
      read: 10_000,
      inserted: 10,
      updated: 0,
      unchanged: 9_966,
    });
    expect(stdout).toMatch(/unchanged\s+│\s+9,?966/);
    const [row] = await place.sql`select count(*)::int as all,
      count(*) filter (where airport_name = 'changed')::int as changed from public.wildlife_strikes`;
    expect(row).toEqual({ all: 9_976, changed: 9_966 });
  });

  it('replaces the content of the table', async () => {
    await place.sql`update public.wildlife_strikes set airport_name = 'changed'`;
    const { summary } = await place.run('--force', '--mode', 'replace');
    expect(summary).toMatchObject({ status: 'success', rows: { inserted: 9_976 } });
    const [row] = await place.sql`
      select count(*)::int as all, count(*) filter (where airport_name = 'changed')::int as changed
      from public.wildlife_strikes`;
    expect(row).toEqual({ all: 9_976, changed: 0 });
  });

  it('is refused by append while its rows exist, and nothing changes', async () => {
    const { exitCode, summary } = await place.run('--force', '--mode', 'append');
    expect(exitCode).toBe(4);
    expect(summary).toMatchObject({
      status: 'failed',
      rows: { inserted: 0 },
      error: { code: 'ERROR_THRESHOLD_EXCEEDED' },
    });
    const [row] = await place.sql`select count(*)::int as all from public.wildlife_strikes`;
    expect(row).toEqual({ all: 9_976 });
  });
});

describe('a compressed copy of the shipped file in another encoding', () => {
  it('loads the same rows', async () => {
    const place = await openWorkplace(inject('serverUrl'));
    try {
      const text = await readFile(shipped, 'utf8');
      // The file is plain ASCII: one non-ASCII name makes the encoding matter.
      const name = Buffer.from('cca9ccd8b2aec0d5bbfab3a1', 'hex');
      const renamed = text.replaceAll('TETERBORO AIRPORT', name.toString('latin1'));
      const gb18030 = Buffer.from(renamed, 'latin1');
      await writeFile(join(place.folder, 'copy.csv'), gzipSync(gb18030));
      const { exitCode, summary } = await place.run('--input', 'copy.csv', '--encoding', 'gb18030');
      expect(exitCode).toBe(0);
      expect(summary.rows).toMatchObject({ read: 10_000, inserted: 9_976, filtered: 24 });
      const [row] = await place.sql`
        select count(*)::int as count from public.wildlife_strikes
        where airport_name = '泰特伯勒机场'`;
      expect(row).toEqual({ count: 59 });
    } finally {
      await place[Symbol.asyncDispose]();
    }
  });
});
