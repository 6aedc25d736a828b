import { runJob } from '@wdh/job';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WireRejectCounts, WireRejects } from '../../../src/wire/rejects.js';
import { people, peopleTable, secrets } from '../../support/rejects/people-job.js';
import { useConsole } from '../../support/use-console.js';

const hidden = 'hidden by the hook';

const used = useConsole({
  maskReject: (reject) => ({
    ...reject,
    message: 'shortened by the hook',
    record: { ...(reject.record as object), name: hidden },
  }),
});
const run = 'run_people';

beforeAll(async () => {
  await used.database.query(peopleTable);
  await runJob(people, {}, { connectionUrl: used.url, executionId: run, migrate: false });
});

const read = async (path: string, as: 'viewer' | 'data' = 'viewer') => {
  const answer = await used.ask(path, { as });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};

const audited = () =>
  used.database.query<{ readonly user: string; readonly action: string; readonly run: string }>(
    'select user_name as "user", action, execution_id as run from public.wdh_console_audit order by 1, 2',
  );

describe.each(['/api/runs/run_people/rejects', '/api/jobs/people/rejects'])('%s', (path) => {
  it('shows messages as the hook leaves them, with and without the role data', async () => {
    for (const as of ['viewer', 'data'] as const) {
      const { items } = JSON.parse((await read(path, as)).text) as WireRejects;
      expect(new Set(items.map(({ message }) => message))).toEqual(
        new Set(['shortened by the hook']),
      );
    }
  });

  it('counts by code and field without a value', async () => {
    const { text } = await read(`${path}/counts`);
    const { counts } = JSON.parse(text) as WireRejectCounts;
    expect(counts).toEqual([{ code: 'INVALID_REGEX', field: 'age', rows: 4, unresolved: 4 }]);
  });

  it('shows a viewer the columns, and no value', async () => {
    const { text } = await read(path);
    const { items, isMasked } = JSON.parse(text) as WireRejects;
    expect(isMasked).toBe(true);
    expect(items.map(({ record }) => record)).toEqual(
      secrets.map(() => ({ name: '•••', age: '•••' })),
    );
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(await audited()).not.toContainEqual(expect.objectContaining({ user: 'viewer' }));
  });

  it('shows the role data the values that the hook leaves', async () => {
    const { items, isMasked } = JSON.parse((await read(path, 'data')).text) as WireRejects;
    expect(isMasked).toBe(false);
    expect(items.map(({ record }) => record)).toEqual(
      secrets.map((secret) => ({ name: hidden, age: `${secret} years` })),
    );
  });

  it('returns pages by their cursor', async () => {
    const seen: number[] = [];
    let next: string | null = '';
    while (next !== null) {
      const { text } = await read(`${path}?limit=3&cursor=${next}`);
      const page = JSON.parse(text) as WireRejects;
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map(({ rejectedRowId }) => rejectedRowId));
      ({ next } = page);
    }
    expect(new Set(seen).size).toBe(secrets.length);
    expect(seen).toHaveLength(secrets.length);
  });

  it.each([
    ['code=INVALID_REGEX', 4],
    ['code=OTHER', 0],
    ['field=age', 4],
    ['whole=true', 0],
    ['isResolved=false', 4],
    ['isResolved=true', 0],
  ])('filters by %s', async (query, rows) => {
    const { items } = JSON.parse((await read(`${path}?${query}`)).text) as WireRejects;
    expect(items).toHaveLength(rows);
  });

  it('refuses a file to a viewer', async () => {
    const { status, text } = await read(`${path}.csv`);
    expect([status, text]).toEqual([403, expect.stringContaining('ROLE_MISSING')]);
  });

  it('returns a file of all rows to the role data', async () => {
    const { text, headers } = await read(`${path}.csv`, 'data');
    expect(text.split('\n')).toHaveLength(secrets.length + 2);
    expect(text).toContain('run,row,line,column,code,message,resolved_by,record\n');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="rejects-\w+\.csv"$/u,
    );
  });
});

it('records each view of values and each file, before it is sent', async () => {
  await used.database.query('delete from public.wdh_console_audit');
  await read('/api/runs/run_people/rejects', 'data');
  await read('/api/runs/run_people/rejects.csv?code=INVALID_REGEX', 'data');
  await used.ask('/api/runs/run_people/rejects.csv', { as: 'data', method: 'HEAD' });
  expect(await audited()).toEqual([
    { user: 'data', action: 'rejects.export', run },
    { user: 'data', action: 'rejects.view', run },
  ]);
});

it('names a file safely, whatever the name of its run', async () => {
  const name = encodeURIComponent('a"; filename="x.exe');
  const { headers } = await read(`/api/runs/${name}/rejects.csv`, 'data');
  expect(headers.get('content-disposition')).toBe(
    'attachment; filename="rejects-a___filename__x_exe.csv"',
  );
});
