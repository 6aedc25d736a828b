// @module-tag full
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { wdh } from '../support/start-wdh.js';
import { openWorkplace, type Workplace } from '../support/workplace.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Files that do not contain a table, with what the error says. */
const foreign: readonly (readonly [string, Buffer, number, string | RegExp])[] = [
  ['book.xlsx', bytes('PK\x03\x04' + '\0'.repeat(22) + '[Content_Types].xml'), 7, /Excel|ZIP/],
  ['paper.pdf', bytes('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n'), 7, 'is a PDF document'],
  ['rows.parquet', bytes('PAR1\x15\x04\x15\x10'), 7, 'is a Parquet file. Export it to CSV'],
  ['data.sqlite', bytes('SQLite format 3\0\x10\0'), 7, 'is an SQLite database'],
  ['page.csv', bytes('<!DOCTYPE html>\n<html><body>404</body></html>'), 7, 'is an HTML page'],
  ['bytes.csv', Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256)), 4, /--/],
  ['empty.csv', bytes(''), 4, '[CSV_NO_HEADER]'],
  ['blank.csv', bytes('\n\n  \n'), 4, /./],
  ['twice.csv', bytes('a,a\n1,2\n3,4\n'), 4, 'more than one column named "a"'],
  ['nameless.csv', bytes('a,b,\n1,2,\n3,4,\n'), 4, '--skip-lines 1 --no-header --columns a,b,c;'],
  ['list.json', bytes('[\n{"a":1},\n{"a":2}\n'), 4, '[JSON_DOCUMENT_INCOMPLETE]'],
  ['commas.json', bytes('[\n{"a":1},\n{"a":2},\n]\n'), 4, 'at line 4, column 1'],
  ['bare.csv', bytes('1,2026-01-01\n2,2026-01-02\n3,2026-01-03\n'), 2, 'give --header'],
];

const wrong = '0'.repeat(64);

/** Options that do not fit a file, with what the error says. */
const misread: readonly (readonly [string, string, readonly string[], number, string])[] = [
  ['a format that is none', 'a.csv', ['--parse', 'price=number:1.234'], 2, 'INVALID_OPTION'],
  ['a column of a table', 'a.csv', ['--parse', 'prise=number:1,5'], 4, '(did you mean "price"?)'],
  ['a property of an array', 'a.json', ['--parse', 'prise=number:1,5'], 4, 'COLUMN_NOT_IN_FILE'],
  ['a property of lines', 'a.jsonl', ['--parse', 'x=number:1,5'], 4, 'has no column "x".'],
  ['a format for JSON', 'a.jsonl', ['--parse', 'price=number:1.234'], 2, 'INVALID_OPTION'],
  ['a checksum', 'a.csv', ['--checksum', wrong], 7, 'CHECKSUM_MISMATCH'],
  ['a checksum beside it', 'a.csv', ['--checksum', 'beside'], 7, 'CHECKSUM_MISSING'],
  ['a checksum that is none', 'a.csv', ['--checksum', 'a.json'], 7, 'CHECKSUM_INVALID'],
];

it.each(misread)(
  '%s that is not of the file is refused before a server is started',
  async (_what, name, args, code, text) => {
    const folder = await mkdtemp(join(tmpdir(), 'wdh-load-'));
    const files = {
      'a.csv': 'id,price\n1,2\n',
      'a.json': '[{"price":"1,5"}]',
      'a.jsonl': '{"price":"1,5"}\n',
    };
    try {
      for (const [file, content] of Object.entries(files))
        await writeFile(join(folder, file), content);
      const result = await wdh(['load', name, '--into', 'items', ...args], { cwd: folder });
      expect(result).toMatchObject({ exitCode: code, stdout: '' });
      expect(result.stderr).toContain(text);
      expect(result.stderr.trim().split('\n').length).toBe(1);
      expect((await readdir(folder)).toSorted()).toEqual(Object.keys(files));
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

it.each(foreign)('%s is refused before a server is started', async (name, content, code, text) => {
  const folder = await mkdtemp(join(tmpdir(), 'wdh-load-'));
  try {
    await writeFile(join(folder, name), content);
    const result = await wdh(['load', name, '--into', 'items'], { cwd: folder });
    expect(result).toMatchObject({ exitCode: code, stdout: '' });
    expect(result.stderr).toMatch(text);
    expect(result.stderr.trim().split('\n').length).toBe(1);
    expect(await readdir(folder)).toEqual([name]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

describe('a load that does not fit its table', () => {
  let place: Workplace;

  beforeAll(async () => {
    place = await openWorkplace(inject('serverUrl'));
    await place.sql.unsafe(`create table items (id int, name text not null);
      create table ids (id int primary key, parent int, note text);
      create view item_names as select name from items`);
    await writeFile(join(place.folder, 'good.csv'), 'id,name\n1,a\n2,b\n');
  });

  afterAll(async () => {
    await place[Symbol.asyncDispose]();
  });

  it.each<readonly [string, string, readonly string[], number, string | RegExp]>([
    ['a table that is missing', '', ['--into', 'itms'], 5, /did you mean "items"\?.*--create/],
    ['a schema that is missing', '', ['--into', 'raw.items'], 5, 'no table raw.items'],
    ['a view', '', ['--into', 'item_names', '--omit', 'id'], 5, 'is not a table'],
    ['an invalid name', '', ['--into', 'a.b.c'], 2, 'is not a table name'],
    ['an audit table', '', ['--into', 'pipeline_executions'], 5, /COLUMNS_DO_NOT_MATCH|AUDIT/],
    [
      'a column too many',
      'id,name,tag\n1,a,x\n2,b,y\n',
      [],
      5,
      /does not have "tag".*--omit "tag"/,
    ],
    ['a column too few', 'id\n1\n2\n', ['--delimiter', ','], 5, /needs, not null.* "name"/],
    ['no key', '', ['--mode', 'upsert'], 2, 'merges rows by a key: give its columns with --key'],
    [
      'a key that is not unique',
      '',
      ['--key', 'id'],
      5,
      'CREATE UNIQUE INDEX ON "public"."items" ("id");',
    ],
    ['a key that is missing', '', ['--key', 'idd'], 5, '(did you mean "id"?)'],
    [
      'another unique key',
      '',
      ['--into', 'ids', '--rename', 'name=note', '--key', 'note'],
      5,
      '--key id',
    ],
    ['another type', '', ['--columns', 'id:text'], 5, '"id" is integer, and not text'],
    ['types that do not fit', 'id,name\nx,a\ny,b\n', [], 4, /REJECT|THRESHOLD|rejected/],
    ['a mode and a key', '', ['--key', 'id', '--mode', 'replace'], 2, 'has no meaning'],
    ['an option given twice', '', ['--encoding', 'utf-8', '--encoding', 'gbk'], 2, 'given twice'],
    ['--yes without --create', '', ['--yes'], 2, '--yes needs --create'],
    ['an input as output', '', ['--rejects-file', 'good.csv'], 2, 'is named twice'],
    ['an unknown mode', '', ['--mode', 'merge'], 2, 'upsert'],
  ])('%s is one error, and nothing is loaded', async (name, content, args, code, text) => {
    let file = 'good.csv';
    if (content !== '') await writeFile(join(place.folder, (file = `${name}.csv`)), content);
    const into = args.includes('--into') ? [] : ['--into', 'items'];
    const result = await place.run('load', file, ...into, ...args);
    expect(result.exitCode).toBe(code);
    expect(result.stderr + result.stdout).toMatch(text);
    expect(await place.sql`select from items`).toHaveLength(0);
  });
});
