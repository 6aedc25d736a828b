import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rejectRow, rowStep } from '@wdh/pipeline-core';
import { expect, it } from 'vitest';
import { csv, type CsvJobOptions, defineJob, replayRun, runJob } from '../../src/index.js';
import { peopleMigrations, peopleTable } from '../support/people.js';
import { useDatabase } from '../support/use-database.js';

const place = useDatabase();

/** A job on files with a layout, whose first version rejects each name. */
const jobOf = (name: string, layout: CsvJobOptions, version: '1' | '2') =>
  defineJob({
    name,
    version,
    source: csv({ ...layout, nullValues: [''] }),
    steps: (rows) =>
      rows.addStep(
        rowStep('name', (row: Record<string, string | null>) => {
          const [id, called, note] = Object.values(row);
          if (version === '1') return rejectRow({ code: 'LATER', message: 'not yet' });
          return { id: Number(id), name: called ?? 'unknown', note: note ?? null };
        }),
      ),
    into: peopleTable,
    mode: 'append',
    migrations: peopleMigrations,
  });

it.each<[string, string, CsvJobOptions, string[], number]>([
  [
    'a header of two rows, units and a footer',
    ',Person,\nid,first,last\nno,text,text\n1,Ada,King\n2,Kurt,\nTotal,2,\n',
    { headerRows: 2, headerFill: 'right', skipAfterHeader: 1, footerRows: 1 },
    ['id', 'Person first', 'Person last'],
    4,
  ],
  [
    'doubled and empty names, and a delimiter after them',
    'id,name,name,\n1,Ada,King,\n2,Kurt,,\nTotal,2,,\n',
    { duplicateHeaders: 'number', trailingDelimiter: 'ignore', footer: { startsWith: 'Total' } },
    ['id', 'name', 'name_2'],
    2,
  ],
  [
    'blanks around cells, and no name',
    'id , name,\n1 ," Ada " , King\n2,Kurt, \n',
    { emptyHeaders: 'number', trimBlanks: true, trimQuoted: true },
    ['id', 'name', 'column_3'],
    2,
  ],
])('replays the rejected records of a file with %s', async (_, text, layout, columns, line) => {
  const input = join(place.folder, 'in.csv');
  await writeFile(input, text);
  const { connectionUrl } = place;
  const request = { input, errorThreshold: 1 };
  const run = await runJob(jobOf('laid_out', layout, '1'), request, { connectionUrl });
  expect(run).toMatchObject({ error: null, rows: { read: 2, inserted: 0, rejected: 2 } });
  await rm(input);
  const stored = await place.sql`select line_number::int as line, record from rejected_rows
    where execution_id = ${run.executionId} order by row_number`;
  expect(stored[0]?.['line']).toBe(line);
  expect(Object.keys(stored[0]?.['record'] as object)).toEqual(columns);
  const replayed = await replayRun(jobOf('laid_out', layout, '2'), run.executionId, {
    connectionUrl,
  });
  expect(replayed.outcome).toMatchObject({ status: 'success', rows: { read: 2, inserted: 2 } });
  expect([...(await place.sql`select id, name, note from people order by id`)]).toEqual([
    { id: 1, name: 'Ada', note: 'King' },
    { id: 2, name: 'Kurt', note: null },
  ]);
});
