import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openWorkplace, type Workplace } from '../support/workplace.js';

const lines = ['{"id":1,"name":"Ann","tags":["a",1.50]}', '{"id":2,"name":"12","tags":{"b":1}}'];
const document = `[\n${lines.join(',\n')}\n]\n`;

let place: Workplace;

beforeAll(async () => {
  place = await openWorkplace(inject('serverUrl'));
  await place.sql.unsafe('create table people (id int primary key, name text, tags jsonb)');
});

afterAll(async () => {
  await place[Symbol.asyncDispose]();
});

it.each([
  ['people.json', Buffer.from(document)],
  ['people.json.gz', gzipSync(document)],
  ['people.txt', gzipSync(document)],
  ['people.jsonl.gz', gzipSync(lines.join('\n'))],
  ['people.data', gzipSync(lines.join('\n'))],
])('loads %s by its content', async (name, content) => {
  await place.sql.unsafe('truncate people');
  await writeFile(join(place.folder, name), content);
  const result = await place.run('load', name, '--into', 'people', '--force');
  expect(result).toMatchObject({ exitCode: 0 });
  expect(await place.sql`select id, name, tags::text from people order by id`).toEqual([
    { id: 1, name: 'Ann', tags: '["a", 1.50]' },
    { id: 2, name: '12', tags: '{"b": 1}' },
  ]);
});

it('loads nothing of a document that is cut off after many rows', async () => {
  await place.sql.unsafe('truncate people');
  const rows = Array.from({ length: 5000 }, (_, at) => JSON.stringify({ id: at, name: 'x' }));
  await writeFile(join(place.folder, 'cut.json'), `[${rows.join(',\n')},\n{"id":`);
  const result = await place.run('load', 'cut.json', '--into', 'people', '--error-threshold', '1');
  expect(result.exitCode).toBe(4);
  expect(result.stderr).toMatch(/JSON_DOCUMENT_INCOMPLETE|its end is missing/);
  expect(await place.sql`select count(*)::int as count from people`).toEqual([{ count: 0 }]);
});

it('creates the table of a document, and inspects it', async () => {
  await writeFile(join(place.folder, 'orders.json'), document);
  const created = await place.run('load', 'orders.json', '--into', 'orders', '--create', '--yes');
  expect(created).toMatchObject({ exitCode: 0 });
  expect(await place.sql`select count(*)::int as count from orders`).toEqual([{ count: 2 }]);
  const { exitCode, stdout } = await place.run('inspect', 'orders.json', '--json');
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ format: 'json', rows: 2, proposedKey: 'id' });
  const shown = await place.run('inspect', 'orders.json');
  expect(shown.stdout).toContain('JSON document, utf-8');
});

it('refuses an option of CSV for a document', async () => {
  await writeFile(join(place.folder, 'plain.json'), document);
  const result = await place.run('load', 'plain.json', '--into', 'people', '--delimiter', ',');
  expect(result.exitCode).toBe(2);
  expect(result.stderr).toContain('does not apply, as the file is JSON');
});
