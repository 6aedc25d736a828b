import { execFileSync } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readPeakBytes, tellPeak } from '../../../../../tools/vitest/peak-memory.js';
import {
  expectAccounted,
  expectNothingLeaked,
  expectNothingLoaded,
} from '../../support/expect-accounted.js';
import { JobTrial } from '../../support/job-trial.js';
import { header, strike, strikeFile, strikes } from '../../support/strike-file.js';

const trial = JobTrial.inThisFile();
const records = strikes(3);
const text = strikeFile(records);

it.each([
  ['an empty file', ''],
  ['a file of only a byte order mark', '\ufeff'],
  ['a file of only a newline', '\n'],
])(
  'C01 %s: the run reports the missing header, loads nothing and exits with 4',
  async (_fault, content) => {
    const run = await trial.load(content);
    await expectNothingLoaded(trial, run, { exitCode: 4, code: 'CSV_NO_HEADER' });
    expect(run.stdout).toContain('has no header');
  },
);

it('C02 a header alone: the run succeeds and reports that there are no records', async () => {
  const run = await trial.load(strikeFile([]));
  await expectAccounted(trial, run, { loaded: [] });
  expect(run.stdout).toContain('The file has a header and no records: nothing to load.');
});

async function expectHeaderRefused(names: string, message: string): Promise<void> {
  const run = await trial.load(text.replace(header, names));
  await expectNothingLoaded(trial, run, { exitCode: 4, code: 'CSV_HEADER_INVALID' });
  expect(run.stdout).toContain(message);
}

it.each([
  [
    'a misspelt name',
    header.replace('Flight Date', 'Fligth Date'),
    'did you mean \\"Flight Date\\"',
  ],
  ['a name twice', header.replace('Origin State', 'Airport Name'), 'more than one column named'],
])(
  'C03 a header with %s: the run lists it, loads nothing and exits with 4',
  (_fault, names, message) => expectHeaderRefused(names, message),
);

it.each([
  ['a name less', header.replace(',Origin State', ''), 'missing \\"Origin State\\"'],
  ['a name more', `${header},Remark`, 'unknown \\"Remark\\"'],
  ['an empty name', header.replace('Origin State', ''), 'no name in column'],
  [
    'a name of 64 bytes',
    header.replace('Origin State', 'x'.repeat(64)),
    'missing \\"Origin State\\"',
  ],
])(
  'C03 a header with %s: the run lists it, loads nothing and exits with 4',
  { tags: ['full'] },
  (_fault, names, message) => expectHeaderRefused(names, message),
);

it('C03 a header in another order: cells are assigned by name', async () => {
  const turned = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(',').toReversed().join(','));
  const run = await trial.load(turned.join('\n'));
  await expectAccounted(trial, run, { loaded: records });
});

it('C04 SQL and __proto__ as names: no SQL runs, nothing is loaded', async () => {
  const names = `${header},"x""; drop table public.wildlife_strikes; --",__proto__`;
  await trial.load(text);
  const run = await trial.load(text.replace(header, names));
  expect(run).toMatchObject({ code: 4, summary: { error: { code: 'CSV_HEADER_INVALID' } } });
  const [row] = await trial.sql`select count(*)::int as count from public.wildlife_strikes`;
  expect(row).toEqual({ count: records.length });
  await expectNothingLeaked(trial, run);
});

const umlauts = [strike(1, { 'Airport Name': 'ZÜRICH' }), strike(2, { 'Airport Name': 'GENÈVE' })];

it('C10 latin1 without the option: its records are rejected, over the limit, and the run exits with 4', async () => {
  const content = Buffer.from(strikeFile(umlauts), 'latin1');
  const run = await trial.load(content, { args: ['--error-threshold', '0.1'] });
  await expectNothingLoaded(trial, run, { exitCode: 4, code: 'ERROR_THRESHOLD_EXCEEDED' });
  expect(run.summary?.rows).toMatchObject({ read: 2, rejected: 2 });
});

it.each([
  ['latin1', Buffer.from(strikeFile(umlauts), 'latin1'), ['--encoding', 'latin1']],
  ['UTF-16 with a mark', Buffer.from(`\ufeff${strikeFile(umlauts)}`, 'utf16le'), []],
  [
    'UTF-16 without a mark',
    Buffer.from(strikeFile(umlauts), 'utf16le'),
    ['--encoding', 'utf-16le'],
  ],
] as const)(
  'C10 %s with the option: the rows equal those of the UTF-8 file',
  async (_fault, content, args) => {
    const run = await trial.load(content, { args });
    await expectAccounted(trial, run, { loaded: umlauts });
  },
);

it('C10 UTF-16 without mark and option: a clear error about the encoding, nothing is loaded, exit code 7', async () => {
  const run = await trial.load(Buffer.from(strikeFile(umlauts), 'utf16le'));
  await expectNothingLoaded(trial, run, { exitCode: 7, code: 'INVALID_ENCODING' });
  expect(run.stdout).toContain('encoding');
});

it('C11 characters of four bytes on every chunk boundary: the cells in the table are the same', async () => {
  const wide = Array.from({ length: 3000 }, (_, at) =>
    strike(at, { 'Airport Name': `${'x'.repeat(at % 5)}${'😀"字,é'.repeat(5)} ${at}` }),
  );
  const run = await trial.load(strikeFile(wide));
  await expectAccounted(trial, run, { loaded: wide });
});

it('C14 10,000 columns: the header is refused, and the run fails', async () => {
  const names = Array.from({ length: 10_000 }, (_, at) => `c${at}`).join(',');
  const run = await trial.load(`${names}\n${names}\n`);
  await expectNothingLoaded(trial, run, { exitCode: 4, code: 'CSV_HEADER_INVALID' });
});

it(
  'C14 a field of 100 MB: its record is rejected in little memory, the other records load',
  { tags: ['full'] },
  async () => {
    const [one, two] = [strike(1), strike(2)];
    const huge = `canary${'x'.repeat(100_000_000)}`;
    const options = {
      env: {
        NODE_OPTIONS: `--max-old-space-size=200 --max-semi-space-size=2 --import=${tellPeak}`,
      },
      deadlineMs: 120_000,
    };
    const small = await trial.load(strikeFile([one, two]), options);
    const run = await trial.load(strikeFile([one, huge, two]), options);
    await expectAccounted(trial, run, {
      loaded: [one, two],
      rejected: [[3, 2, null, 'RECORD_TOO_LARGE']],
    });
    expect(readPeakBytes(run.stderr) - readPeakBytes(small.stderr)).toBeLessThan(60e6);
  },
);

const whole = gzipSync(strikeFile(strikes(2000)));
const middle = Math.floor(whole.length / 2);
const badSum = Buffer.from(whole);
badSum.writeUInt32LE(1, badSum.length - 8);

it.each([
  ['cut in the middle', whole.subarray(0, middle)],
  ['cut in its checksum', whole.subarray(0, -5)],
  ['with a wrong checksum', badSum],
  ['with garbage after it', Buffer.concat([whole, Buffer.from('garbage')])],
])(
  'C15 a gzip file %s: the run names the file, loads nothing and exits with 7',
  async (_fault, content) => {
    const run = await trial.load(content);
    await expectNothingLoaded(trial, run, { exitCode: 7, code: 'COMPRESSION_DAMAGED' });
    expect(run.stdout).toContain('in.csv');
  },
);

it('C15 two gzip members without the suffix: both load completely', async () => {
  const content = Buffer.concat([
    gzipSync(strikeFile(records)),
    gzipSync(strikeFile([strike(9)]).replace(`${header}\n`, '')),
  ]);
  const run = await trial.load(content);
  await expectAccounted(trial, run, { loaded: [...records, strike(9)] });
});

/** An archive with the two entries by which a workbook is known. */
const workbook = Buffer.from(
  [
    'UEsDBBQAAAAAAAAAIQArhCYSBAAAAAQAAAATAAAAW0NvbnRlbnRfVHlwZXNdLnhtbDx4Lz5QSwMEFAAA',
    'AAAAAAAhACuEJhIEAAAABAAAAA8AAAB4bC93b3JrYm9vay54bWw8eC8+UEsBAhQDFAAAAAAAAAAhACuE',
    'JhIEAAAABAAAABMAAAAAAAAAAAAAAIABAAAAAFtDb250ZW50X1R5cGVzXS54bWxQSwECFAMUAAAAAAAA',
    'ACEAK4QmEgQAAAAEAAAADwAAAAAAAAAAAAAAgAE1AAAAeGwvd29ya2Jvb2sueG1sUEsFBgAAAAACAAIA',
    'fgAAAGYAAAAAAA==',
  ].join(''),
  'base64',
);

it.each([
  ['a workbook', workbook, 7, 'CONTENT_NOT_SUPPORTED'],
  [
    'brotli, which has no signature',
    brotliCompressSync(strikeFile(strikes(200))),
    7,
    'INVALID_ENCODING',
  ],
])(
  'C15 %s instead of a CSV file: the run reports it, loads nothing and exits with 7',
  async (_fault, content, exitCode, code) => {
    const run = await trial.load(content);
    await expectNothingLoaded(trial, run, { exitCode, code });
  },
);

it('C22 a folder instead of a file: the run names it and exits with 7', async () => {
  await mkdir(trial.path('in.csv'));
  const run = await trial.run({ args: ['--input', 'in.csv'] });
  await expectNothingLoaded(trial, run, { exitCode: 7, code: 'NOT_A_FILE' });
});

it('C22 a named pipe without a writer: the run does not wait for it and exits with 7', async () => {
  execFileSync('mkfifo', [trial.path('in.csv')]);
  const run = await trial.run({ args: ['--input', 'in.csv'] });
  await expectNothingLoaded(trial, run, { exitCode: 7, code: 'NOT_A_FILE' });
});

it('C22 no file: the run names it and exits with 7', async () => {
  const run = await trial.run({ args: ['--input', 'in.csv'] });
  await expectNothingLoaded(trial, run, { exitCode: 7, code: 'FILE_NOT_FOUND' });
  expect(run.stdout).toContain(trial.path('in.csv'));
});

it('C22 a link to itself: the run exits with 7', async () => {
  await symlink('in.csv', trial.path('in.csv'));
  const run = await trial.run({ args: ['--input', 'in.csv'] });
  await expectNothingLoaded(trial, run, { exitCode: 7, code: 'FILE_NOT_READABLE' });
});

it('C23 a preamble before the header: the run shows none of it, loads nothing and exits with 4', async () => {
  const run = await trial.load(`Report of canary\n\n${text}`);
  await expectNothingLoaded(trial, run, { exitCode: 4, code: 'CSV_HEADER_INVALID' });
});
