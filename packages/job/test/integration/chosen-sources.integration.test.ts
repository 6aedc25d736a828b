import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rejectRow, rowStep, WdhError } from '@wdh/pipeline-core';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import * as v from 'valibot';
import { beforeEach, expect, it } from 'vitest';
import {
  chosenSource,
  csv,
  defineJob,
  type InputStart,
  json,
  jsonLines,
  replayRun,
  runJob,
  withFields,
} from '../../src/index.js';
import { testJob } from '../../src/testing/index.js';
import { useDatabase } from '../support/use-database.js';

const database = useDatabase();
const columns = ['id', 'name'] as const;

const visitors = pgTable('visitors', { id: integer().primaryKey(), name: text(), town: text() });
const starts: InputStart[] = [];
let forbidden = 'Eve';

/** People of a town, which the name of a file or a parameter says. */
const job = defineJob({
  name: 'visitors',
  params: v.object({ town: v.optional(v.string()) }),
  source: ({ params }) =>
    chosenSource((start) => {
      starts.push(start);
      const name = start.member ?? basename(start.name);
      const town = params.town ?? /^(\w+)-visitors/.exec(name)?.[1];
      if (town === undefined) {
        throw new WdhError('The town is not known. Give the parameter town.', {
          code: 'TOWN_UNKNOWN',
          category: 'usage',
        });
      }
      return withFields(readerOf(start), { town });
    }),
  steps: (rows) =>
    rows.addStep(
      rowStep('to_visitor', ({ id, name, town }) =>
        name === forbidden
          ? rejectRow({ field: 'name', code: 'FORBIDDEN', message: 'must not be there' })
          : { id: Number(id), name: String(name), town },
      ),
    ),
  into: visitors,
  mode: 'upsert',
  keys: ['id'],
  errorThreshold: 0.5,
});

function readerOf({ format, firstRecord }: InputStart) {
  if (format === 'json') return json({ numbers: 'text' });
  if (format === 'json-lines') return jsonLines({ numbers: 'text' });
  if (firstRecord[0] === 'id') return csv({ columns });
  return csv({ columns, hasHeader: false });
}

function write(name: string, content: string | Buffer): string {
  const path = join(database.folder, name);
  writeFileSync(path, content);
  return path;
}

const run = (input: string, params = {}) =>
  runJob(job, { input, params }, { connectionUrl: database.connectionUrl });

beforeEach(async () => {
  await database.sql`create table visitors (id integer primary key, name text, town text)`;
  starts.length = 0;
  forbidden = 'Eve';
});

it.each([
  ['Ulm-visitors.csv', 'id,name\n1,Ada\n2,Bob\n', 'csv', ['id', 'name']],
  ['Ulm-visitors-2.csv', '1,Ada\n2,Bob\n', 'csv', ['1', 'Ada']],
  ['Ulm-visitors-3.csv', gzipSync('1,Ada\n2,Bob\n'), 'csv', ['1', 'Ada']],
  ['Ulm-visitors.txt', '{"id":1,"name":"Ada"}\n{"id":2,"name":"Bob"}\n', 'json-lines', columns],
  ['Ulm-visitors-4.csv', '\uFEFFid,name\n"1","Ada"\n2,Bob\n', 'csv', ['id', 'name']],
  ['Ulm-visitors.json', '[{"id":1,"name":"Ada"},{"id":2,"name":"Bob"}]', 'json', columns],
])('the source of %s is chosen by its beginning, and skips it the second time', async (...file) => {
  const [name, content, format, firstRecord] = file;
  const input = write(name, content);
  expect(await run(input)).toMatchObject({ status: 'success', rows: { read: 2, inserted: 2 } });
  expect(starts[0]).toEqual({ name: input, format, firstRecord });
  expect(await database.sql`select * from visitors order by id`).toEqual([
    { id: 1, name: 'Ada', town: 'Ulm' },
    { id: 2, name: 'Bob', town: 'Ulm' },
  ]);
  expect(await run(input)).toMatchObject({ status: 'skipped' });
});

it('the source of an archive is chosen by the name of its member, too', async () => {
  const input = join(database.folder, 'people.zip');
  const member = write('Ulm-visitors.csv', '1,Ada\n');
  execFileSync('python3', ['-m', 'zipfile', '-c', input, member]);
  expect(await run(input)).toMatchObject({ status: 'success', rows: { inserted: 1 } });
  expect(starts[0]).toMatchObject({ name: input, member: 'Ulm-visitors.csv' });
  expect(await database.sql`select town from visitors`).toEqual([{ town: 'Ulm' }]);
  const recorded = await database.sql`select input_file_path as name from pipeline_executions`;
  expect(recorded).toEqual([{ name: input }]);
});

it('the same content with other fields is another source', async () => {
  const content = 'id,name\n1,Ada\n';
  await run(write('Ulm-visitors.csv', content));
  expect(await run(write('Bonn-visitors.csv', content))).toMatchObject({
    status: 'success',
    rows: { updated: 1 },
  });
  expect(await run(write('x.csv', content), { town: 'Bonn' })).toMatchObject({ status: 'skipped' });
});

it('a rejected row keeps the fields, and is replayed without the file', async () => {
  const input = write('Ulm-visitors.jsonl', '{"id":1,"name":"Ada"}\n{"id":2,"name":"Eve"}\n');
  const outcome = await run(input);
  expect(outcome).toMatchObject({ status: 'success', rows: { inserted: 1, rejected: 1 } });
  rmSync(input);
  forbidden = 'nobody';
  const host = { connectionUrl: database.connectionUrl };
  const replay = await replayRun(job, outcome.executionId, host);
  expect(replay.outcome).toMatchObject({ status: 'success', rows: { inserted: 1 } });
  expect(await database.sql`select * from visitors where id = 2`).toEqual([
    { id: 2, name: 'Eve', town: 'Ulm' },
  ]);
});

it('an input that cannot be decided fails before anything is migrated', async () => {
  const outcome = await run(write('visitors.csv', '1,Ada\n'));
  expect(outcome).toMatchObject({
    status: 'failed',
    error: { code: 'TOWN_UNKNOWN', category: 'usage' },
    attempts: 0,
  });
  const [found] = await database.sql`select to_regclass('pipeline_executions') as audit`;
  expect(found).toEqual({ audit: null });
});

it('reads an address once, with its progress, and a test reads a file without a database', async () => {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.end('1,Ada\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const input = `http://127.0.0.1:${(server.address() as AddressInfo).port}/Ulm-visitors.csv?key=k`;
  const seen: number[] = [];
  const outcome = await runJob(
    job,
    { input },
    {
      connectionUrl: database.connectionUrl,
      onProgress: ({ bytesRead }) => void seen.push(bytesRead),
    },
  );
  server.close();
  expect(outcome).toMatchObject({ status: 'success', rows: { inserted: 1 } });
  expect(starts[0]?.name).not.toContain('key');
  expect(requests).toBe(1);
  expect(Math.max(...seen)).toBe(6);
  const file = write('Ulm-visitors.csv', 'id,name\n1,Ada\n');
  const { rows } = await testJob(job, file);
  expect(rows).toEqual([{ id: 1, name: 'Ada', town: 'Ulm' }]);
});

it('reads as many rows at a time as the chosen source declares, or the host of the run', async () => {
  const path = write('batches.csv', 'id,name\n1,Ada\n2,Bob\n3,Eve\n4,Ida\n5,Tom\n');
  const source = chosenSource(() => withFields(csv({ columns, batchSize: 2 }), { town: 'Paris' }));
  const sizes = async (batchSize?: number): Promise<readonly number[]> => {
    const found: number[] = [];
    for await (const { rows } of source.open(path, { batchSize }).read()) found.push(rows.length);
    return found;
  };
  expect(await sizes()).toEqual([2, 2, 1]);
  expect(await sizes(3)).toEqual([3, 2]);
});
