import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { people } from '../../test/support/people.js';
import { testJob } from './test-job.js';

const folder = mkdtempSync(join(tmpdir(), 'wdh-test-job-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('testJob without a database', () => {
  it('returns the rows of the last step and the rejected rows', async () => {
    const given = [
      { id: '1', name: 'Ada' },
      { id: 'x', name: 'Bob' },
      { id: '3', name: null },
    ];
    const { rows, rejected, ledger, failed } = await testJob(people, given, { errorThreshold: 1 });
    expect(rows).toEqual([{ id: 1, name: 'Ada', note: 'none' }]);
    expect(rejected).toMatchObject([
      { rowNumber: 2, field: 'id', stepName: 'validate_rows' },
      { rowNumber: 3, field: 'name' },
    ]);
    expect(ledger).toMatchObject({ rowsIn: 3, rowsOut: 1, rowsRejected: 2 });
    expect(failed).toBe(false);
  });

  it('passes the parameters on to the steps', async () => {
    const given = [{ id: '1', name: 'Ada' }];
    const { rows } = await testJob(people, given, { params: { note: 'new' } });
    expect(rows).toEqual([{ id: 1, name: 'Ada', note: 'new' }]);
    await expect(testJob(people, given, { params: { note: 'too long' } })).rejects.toMatchObject({
      code: 'PARAMETERS_INVALID',
    });
  });

  it('reads a file, malformed records included', async () => {
    const file = join(folder, 'people.csv');
    writeFileSync(file, 'id,name\n1,Ada\n2\n-,Bob\n');
    const { rows, rejected } = await testJob(people, file, { errorThreshold: 1 });
    expect(rows).toHaveLength(1);
    expect(rejected).toMatchObject([{ lineNumber: 3 }, { lineNumber: 4, field: 'id' }]);
  });

  it('reports a run that would have failed, and returns none of its rows', async () => {
    const given = [
      { id: 'x', name: 'Ada' },
      { id: '2', name: 'Bob' },
    ];
    expect(await testJob(people, given)).toMatchObject({ failed: true, rows: [] });
    expect(await testJob(people, given, { onBadRow: 'stop' })).toMatchObject({ failed: true });
  });

  it('throws for a file that does not exist', async () => {
    await expect(testJob(people, join(folder, 'missing.csv'))).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
  });
});
