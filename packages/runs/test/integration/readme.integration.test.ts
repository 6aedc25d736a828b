import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { failedRuns } from '../examples/failed-runs.js';
import { useRecords } from '../support/use-records.js';

const records = useRecords();

test('the example of the README is executed as it is written', async () => {
  const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');
  expect(await read('../../README.md')).toContain(await read('../examples/failed-runs.ts'));
  await records.sql`insert into pipeline_executions (execution_id, pipeline_name, pipeline_version,
    started_at, status, target, load_mode, error_code, error_message) values
    ('run-1', 'strikes', '1', now(), 'failed', 'public.strikes', 'append', 'VALUE_INVALID', 'It failed.'),
    ('run-2', 'strikes', '1', now(), 'success', 'public.strikes', 'append', null, null)`;
  await records.sql`insert into rejected_rows (execution_id, step_name, field, code, message)
    values ('run-1', 'types', 'day', 'NO_DATE', 'is no date')`;
  expect(await failedRuns(records.url)).toEqual([
    {
      pipelineName: 'strikes',
      errorMessage: 'It failed.',
      rejected: [{ code: 'NO_DATE', field: 'day', rows: 1, unresolved: 1 }],
    },
  ]);
});
