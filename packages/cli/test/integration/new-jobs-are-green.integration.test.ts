// @module-tag full
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Job, runJob } from '@wdh/job';
import { format } from 'prettier';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewJob, NewJobOptions } from '../../src/new-job/design-job.js';
import { jobFiles } from '../../src/new-job/job-files.js';
import { newJob } from '../../src/new-job/new-job.js';
import { writeJob } from '../../src/new-job/write-job.js';
import { drawWorkbook } from '../support/draw-workbook.js';
import { type JobFolders, openJobFolders } from '../support/job-folders.js';
import { useDatabase } from '../support/use-database.js';

const database = useDatabase();

/** A file, and what is asked for. */
interface Case extends Partial<NewJobOptions> {
  readonly content: string | Uint8Array;
  /** Rows that a run loads; the others of the file are malformed. */
  readonly rows: number;
}

const oddHeader = [
  `Order,User,姓名,2020 Total,$$,A b,a_B,when,ok,flag,ctid,constructor,At,Moment UTC,Big,uid,"it's ""x"" */",${'长'.repeat(22)},blank,__proto__`,
  `1,x,王,1.50,,1,2,2024-01-02,t,true,a,c,2024-01-02 03:04,2024-01-02T03:04:05Z,9999999999,0f8fad5b-d9cb-469f-a165-70867728950e,007,,,1`,
  `2,"a\nb",王,-20,z,1,,2024-02-29,f,false,b,c,2024-01-02T03:04:05.678,2024-01-02 03:04:05+02:00,-1,f47ac10b-58cc-4372-a567-0e02b2c3d479,"a, ""b""",l,,2`,
].join('\n');
const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

const cases: Readonly<Record<string, Case>> = {
  'odd.csv': { content: `${oddHeader}\n`, rows: 2, name: 'class' },
  'umlauts.txt': {
    name: 'define',
    content: Buffer.from(
      `Größe;Straße\n${lines(30, (at) => `${at},5;"Weg ${at}; 1"`)}\n`,
      'latin1',
    ),
    encoding: 'latin1',
    delimiter: ';',
    rows: 30,
  },
  'wide.csv': {
    name: 'wide',
    content: Buffer.from(`\uFEFFid\tname\r\n${lines(30, (at) => `${at}\tn${at}`)}\r\n`, 'utf16le'),
    rows: 30,
  },
  'keys.csv': {
    name: 'nightly-job',
    content: `shop,day,sold\n${lines(40, (at) => `${at % 4},2024-01-${10 + Math.floor(at / 4)},${at % 3}`)}\n`,
    key: ['shop', 'day'],
    table: 'raw-data.text',
    rows: 40,
  },
  'repeated.csv': {
    name: 'repeated',
    content: `a,a,\n${lines(30, (at) => `${at},x,NA`)}\n`,
    columns: ['first', 'Second One', 'third'],
    header: true,
    null: ['NA'],
    rows: 30,
  },
  'malformed.csv': {
    name: 'malformed',
    content: `id,note\n1,a\n2,b\n3\n${lines(40, (at) => `${at + 4},c`)}\n`,
    sample: 30,
    rows: 42,
  },
  'empty.csv': { name: 'empty', content: 'a,b\n', delimiter: ',', rows: 0 },
  'events.jsonl': {
    name: 'csv',
    content: [
      '{"userId":1,"isNew":true,"At":"2024-01-02T03:04:05Z","tags":["a",1.50],"名":"王","n":12345678901234567890,"userCode":7}',
      '{"userId":2,"price":1.50,"isNew":false,"At":"2024-01-03T03:04:05Z","tags":{"b":1},"名":"","n":1,"userCode":"7"}',
      '',
    ].join('\n'),
    rows: 2,
  },
  'prices.csv': {
    name: 'prices',
    content: `sku;Unit Price;Valid From;Share\n${lines(30, (at) => `${at};1.${100 + at},50 €;${10 + (at % 20)}.03.2025;12,5 %`)}\n`,
    parse: {
      'Unit Price': 'number:1.234,56 €',
      'Valid From': 'date:DD.MM.YYYY',
      Share: 'number:12,5 %',
    },
    rows: 30,
  },
  'answer.json': {
    name: 'answer',
    content: '{"data":{"items":[{"id":1,"price":1.50,"tags":["a"]},{"id":2,"price":20}]}}',
    at: 'data.items',
    rows: 2,
  },
  'report.xlsx': {
    name: 'report',
    content: await drawWorkbook(
      `# Notes\nx\n# 2025\nSales\nday | shop no | sold\n${lines(20, (at) => `2025-01-${10 + at} | ${at} | ${at}.5`)}\nTotal | | 200\n`,
    ),
    sheet: '2025',
    skipLines: 1,
    footer: ['Total'],
    rows: 20,
  },
};

let folders: JobFolders;
const jobs = new Map<string, NewJob>();

beforeAll(async () => {
  folders = await openJobFolders();
  for (const [file, { content, rows: _, ...options }] of Object.entries(cases)) {
    await writeFile(join(folders.root, file), content);
    const { signal } = new AbortController();
    const job = await newJob({ name: '', ...options, from: file, cwd: folders.root, signal });
    await writeJob(job.place.folder, job.files, job.project);
    jobs.set(file, job);
  }
});

afterAll(() => folders[Symbol.asyncDispose]());

function jobOf(file: string): NewJob {
  const job = jobs.get(file);
  if (job === undefined) throw new Error(`There is no job of ${file}`);
  return job;
}

test('jobs of odd files compile', () => {
  expect(folders.typeErrors()).toEqual([]);
}, 600_000);

test('a schema that a person makes stricter compiles', async () => {
  const { folder } = jobOf('repeated.csv').place;
  const schema = join(folder, 'src', 'schema.ts');
  const before = await readFile(schema, 'utf8');
  const rule = "v.picklist(['x', 'y'], 'must be x or y')";
  await writeFile(schema, before.replace('second_one: text', `second_one: ${rule}`));
  expect(folders.typeErrors()).toEqual([]);
  await writeFile(schema, before.replace('  second_one: text,\n', ''));
  expect(folders.typeErrors()).not.toEqual([]);
  await writeFile(schema, before);
}, 600_000);

test('the tests of jobs of odd files pass', async () => {
  const output = await folders.runTests();
  expect(output).toContain(`Test Files  ${jobs.size} passed`);
}, 300_000);

test.each(Object.entries(cases))(
  'the job of %s loads it, with its migration',
  async (file, given) => {
    const { design, place } = jobOf(file);
    const url = pathToFileURL(join(place.folder, 'src', 'job.ts')).href;
    const module = (await import(url)) as Readonly<Record<string, Job>>;
    const job = module[design.names.constant];
    if (job === undefined) throw new Error(`${design.names.constant} is not exported`);
    const request = { input: join(folders.root, file) };
    const outcome = await runJob(job, request, { connectionUrl: database.url });
    expect(outcome).toMatchObject({
      error: null,
      status: 'success',
      rows: { inserted: given.rows },
    });
  },
);

test('columns and values of every type are stored as they are in the file', async () => {
  const rows = await database.sql`select * from public.class order by "order"`;
  expect(rows[1]).toMatchObject({ user: 'a\nb', '2020_total': '-20', big: '-1', it_s_x: 'a, "b"' });
  const events = await database.sql`select * from public.csv order by user_id`;
  expect(events[0]).toMatchObject({ price: null, tags: ['a', 1.5], n: '12345678901234567890' });
  expect(events.map(({ user_code }) => user_code as unknown)).toEqual(['7', '7']);
});

test('each sample has the first records byte by byte, up to a malformed one', async () => {
  const records: Record<string, number> = {};
  for (const [file, { design }] of jobs) {
    const whole = await readFile(join(folders.root, file));
    const copy = design.sample?.content ?? Buffer.alloc(0);
    expect(whole.subarray(0, copy.length).equals(copy)).toBe(true);
    records[file] = design.sample?.records ?? 0;
  }
  expect(records).toEqual({
    'odd.csv': 2,
    'umlauts.txt': 10,
    'wide.csv': 10,
    'keys.csv': 10,
    'repeated.csv': 10,
    'malformed.csv': 2,
    'empty.csv': 0,
    'events.jsonl': 2,
    'prices.csv': 10,
    'answer.json': 2,
    'report.xlsx': 0,
  });
});

test('the files of a job are formatted', async () => {
  const options = { singleQuote: true, printWidth: 100 };
  for (const { design } of jobs.values()) {
    for (const [path, text] of jobFiles(design)) {
      if (typeof text !== 'string' || path.endsWith('.sql')) continue;
      expect(text).toBe(await format(text, { ...options, filepath: path }));
    }
  }
});
