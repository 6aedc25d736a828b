import type { Runs, StoredReject } from '@wdh/runs';
import { expect, it } from 'vitest';
import { rejectsCsv } from './rejects-csv.js';

const rejects = Array.from({ length: 1_200 }, (_, index): StoredReject => ({
  rejectedRowId: index + 1,
  executionId: 'run_1',
  rowNumber: index + 1,
  lineNumber: null,
  field: null,
  code: 'INVALID',
  message: 'is not valid',
  resolvedBy: null,
  record: index === 0 ? 'a\0b' : '=1+2',
  input: null,
  stepName: 'types',
  recordedAt: new Date(0),
  resolvedAt: null,
}));

/** Pages of the rows above, and the number of queries. */
function pagesOfRejects() {
  const calls: string[] = [];
  const rejectedRows: Runs['rejectedRows'] = ({ cursor = '0', limit = 50 }) => {
    calls.push(cursor);
    const end = Number(cursor) + limit;
    const next = end < rejects.length ? String(end) : null;
    return Promise.resolve({ items: rejects.slice(Number(cursor), end), next });
  };
  return { calls, runs: { rejectedRows } };
}

const options = {
  rows: { run: 'run_1' },
  mostRows: 5_000,
  keepsFormulas: false,
  shown: (reject: StoredReject) => reject,
};

const textOf = (body: ReadableStream) => new Response(body).text();

it('writes the rows of all pages, with a text that a file cannot contain as JSON', async () => {
  const { runs, calls } = pagesOfRejects();
  const lines = (await textOf(rejectsCsv(runs, options))).trimEnd().split('\n');
  expect(lines).toHaveLength(1_201);
  expect(calls).toEqual(['0', '500', '1000']);
  expect(lines[1]).toContain(String.raw`"""a\u0000b"""`);
});

it.each([
  [false, ",'=1+2\n"],
  [true, ',=1+2\n'],
])('keeps formulas only on request: %s', async (keepsFormulas, cell) => {
  const { runs } = pagesOfRejects();
  expect(await textOf(rejectsCsv(runs, { ...options, keepsFormulas }))).toContain(cell);
});

it.each([600, 1_000])('says in its last line that it is cut after %i rows', async (mostRows) => {
  const { runs } = pagesOfRejects();
  const lines = (await textOf(rejectsCsv(runs, { ...options, mostRows }))).trimEnd().split('\n');
  expect(lines).toHaveLength(mostRows + 2);
  expect(lines.at(-1)).toContain(`EXPORT_CUT,There are more rows than the ${mostRows}`);
});

it('says nothing where it has exactly all rows', async () => {
  const { runs } = pagesOfRejects();
  expect(await textOf(rejectsCsv(runs, { ...options, mostRows: 1_200 }))).not.toContain('CUT');
});

it('reads no further page for a client that takes nothing', async () => {
  const { runs, calls } = pagesOfRejects();
  const reader = rejectsCsv(runs, options).getReader();
  await reader.read();
  await reader.cancel();
  expect(calls).toHaveLength(1);
});
