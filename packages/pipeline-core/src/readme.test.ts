import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { result } from '../test/examples/first-pipeline.js';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

describe('the example of the README', () => {
  it('stands there word for word', async () => {
    const readme = await read('../README.md');
    expect(readme).toContain(await read('../test/examples/first-pipeline.ts'));
  });

  it('gives what its comments say', () => {
    expect(result.outputData).toHaveLength(2);
    expect(result.rejectedRows).toMatchObject([
      { rowNumber: 2, stepName: 'check_day', field: 'day', code: 'DAY_INVALID' },
    ]);
    expect(result.ledger).toEqual({
      rowsIn: 3,
      rowsOut: 2,
      rowsRejected: 1,
      rowsFiltered: 0,
      rowsAdded: 0,
    });
  });
});
