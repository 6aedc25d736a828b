import { expect, it } from 'vitest';
import type { SourceColumn } from '../../../src/columns.js';
import { expectAccounted } from '../../support/expect-accounted.js';
import { JobTrial } from '../../support/job-trial.js';
import { line, strike, strikeFile, strikes } from '../../support/strike-file.js';

const trial = JobTrial.inThisFile();
const [first, last] = [strike(1), strike(9)];

it('C05 records with too few and too many cells: each is rejected with its line, the others load', async () => {
  const short = 'canary,short';
  const long = `${line(strike(2))},canary`;
  const run = await trial.load(strikeFile([first, short, long, last]));
  await expectAccounted(trial, run, {
    loaded: [first, last],
    rejected: [
      [3, 2, null, 'TOO_FEW_FIELDS'],
      [4, 3, null, 'TOO_MANY_FIELDS'],
    ],
  });
});

it('C06 misplaced quotes: each record is rejected with all its lines, the others load', async () => {
  const stray = `canary"x,${line(strike(2))}`;
  const after = `"canary\nof two lines" x,${line(strike(3))}`;
  const run = await trial.load(strikeFile([first, stray, after, last]));
  await expectAccounted(trial, run, {
    loaded: [first, last],
    rejected: [
      [3, 2, null, 'STRAY_QUOTE'],
      [4, 3, null, 'TEXT_AFTER_QUOTE'],
    ],
  });
  expect(run.summary?.rows.read).toBe(4);
});

it('C07 a quote that is never closed: its record is rejected with its first line, all others load', async () => {
  const others = strikes(3000);
  const run = await trial.load(strikeFile([first, '"canary never closed', ...others]));
  await expectAccounted(trial, run, {
    loaded: [first, ...others].filter((_, at) => at !== 2),
    rejected: [[3, 2, null, 'QUOTE_NOT_CLOSED']],
    filtered: 1,
  });
});

it('C08 a NUL in a cell: the record is rejected and the column named', async () => {
  const withNul = strike(2, { 'Wildlife Species': 'canary\0gull' });
  const run = await trial.load(strikeFile([first, withNul, last]));
  await expectAccounted(trial, run, {
    loaded: [first, last],
    rejected: [[3, 2, 'Wildlife Species', 'NUL_BYTE']],
  });
});

it('C09 bytes that are not UTF-8: the record is rejected, and no U+FFFD reaches the table', async () => {
  const latin1 = Buffer.from(`${line(strike(2, { 'Origin State': 'canary é' }))}\n`, 'latin1');
  const genuine = strike(3, { 'Origin State': 'Québec' });
  const text = strikeFile([first, genuine]);
  const run = await trial.load(Buffer.concat([Buffer.from(text), latin1]));
  await expectAccounted(trial, run, {
    loaded: [first, genuine],
    rejected: [[4, 3, 'Origin State', 'INVALID_ENCODING']],
  });
});

it.each([
  ['CR only', '\r'],
  ['CRLF', '\r\n'],
])('C12 a file with newlines of %s: it loads, cell by cell', async (_fault, newline) => {
  const run = await trial.load(strikeFile([first, last]).replaceAll('\n', newline));
  await expectAccounted(trial, run, { loaded: [first, last] });
});

it('C12 other separators in cells and mixed newlines: stored verbatim, with physical line numbers', async () => {
  const odd = strike(2, { 'Airport Name': 'x\u2028y\u0085z\v\f!\r\n?' });
  const text = strikeFile([first, odd, 'canary', last]).replace('\n', '\r\n');
  const run = await trial.load(text);
  await expectAccounted(trial, run, {
    loaded: [first, odd, last],
    rejected: [[5, 3, null, 'TOO_FEW_FIELDS']],
  });
});

it('C13 end-of-data marks, NULL marks, backslashes and formulas: stored verbatim', async () => {
  const cells = [
    '\\.',
    '\\N',
    'C:\\x\\',
    '=1+1',
    '@SUM(A1)',
    '\\t\\n',
    "'; DROP TABLE x; --",
    '{}',
  ];
  const records = cells.map((cell) => strike(1, { 'Airport Name': cell }));
  const run = await trial.load(strikeFile(records));
  await expectAccounted(trial, run, { loaded: records });
});

it('C13 a line with only the end-of-data mark: rejected, and all following records load', async () => {
  const run = await trial.load(strikeFile([first, '\\.', last]));
  await expectAccounted(trial, run, {
    loaded: [first, last],
    rejected: [[3, 2, null, 'TOO_FEW_FIELDS']],
  });
});

/** A record for each bad cell of a column, and the expected rejects. */
function badCells(column: SourceColumn, cells: readonly string[]) {
  return cells.map((cell) => strike(2, { [column]: cell }));
}

it('C16 values that resemble numbers: each is rejected with its column', async () => {
  const cells = [
    ...['NaN', 'Infinity', '0x1F', '1,000', '1e3', '２０', '20.0', '-20', '+20', '020', ''],
    ...['2147483648', '9007199254740993', '20 canary'],
  ];
  const records = badCells('Cost Other', cells);
  const run = await trial.load(strikeFile([first, ...records, last]));
  await expectAccounted(trial, run, {
    loaded: [first, last],
    rejected: cells.map((_, at) => [at + 3, at + 2, 'cost_other', 'INVALID_REGEX']),
  });
});

it('C17 values that resemble days: each is rejected with its column, no day rolls over', async () => {
  const malformed = [
    ...['294277-01-01', 'now', 'epoch', '1735689600', '1735689600000', '29/02/2000', '2000-2-29'],
    ...['2000-02-29T24:00:00', '2000-02-29 23:59:60', '2000-02-29+25:00', 'canary'],
  ];
  const impossible = ['2001-02-29', '2000-02-30', '1900-02-29', '0000-01-01', '2000-13-01'];
  const records = badCells('Flight Date', [...malformed, ...impossible]);
  const run = await trial.load(strikeFile([first, ...records, last]));
  await expectAccounted(trial, run, {
    loaded: [first, last],
    rejected: records.map((_, at) => [
      ...([at + 3, at + 2, 'flight_date'] as const),
      at < malformed.length ? 'INVALID_REGEX' : 'INVALID_CHECK',
    ]),
  });
});

it('C18 the largest costs in thousands of rows: their sum in the database is exact', async () => {
  const costs = {
    'Cost Other': '999999999',
    'Cost Repair': '999999998',
    'Cost Total $': '1999999997',
  };
  const total = {
    ...costs,
    'Cost Repair': '1',
    'Cost Other': '999999998',
    'Cost Total $': '999999999',
  };
  const records = Array.from({ length: 5000 }, (_, at) => strike(at, total));
  const run = await trial.load(strikeFile([...records, strike(1, costs)]));
  await expectAccounted(trial, run, {
    loaded: records,
    rejected: [[5002, 5001, 'cost_total', 'INVALID_REGEX']],
  });
  const [row] = await trial.sql`select sum(cost_total)::text as sum from public.wildlife_strikes`;
  expect(row).toEqual({ sum: String(5000n * 999_999_999n) });
});

it('C19 forms of NULL: an empty cell is null if allowed, NA stays text, others are rejected', async () => {
  const empty = strike(1, { 'Speed IAS in knots': '' });
  const quoted = strike(2, { 'Speed IAS in knots': '' });
  const na = strike(3, { 'Airport Name': 'NA', 'Origin State': 'NULL' });
  const bad = ['NULL', 'NA', '\\N', '-'].map((cell) => strike(4, { 'Speed IAS in knots': cell }));
  const lines = [line(empty), `${line(quoted)}""`, na, ...bad];
  const run = await trial.load(strikeFile(lines));
  await expectAccounted(trial, run, {
    loaded: [empty, quoted, na],
    rejected: bad.map((_, at) => [at + 5, at + 4, 'speed_ias_in_knots', 'INVALID_UNION']),
  });
  const [row] = await trial.sql`
    select count(*)::int as nulls from public.wildlife_strikes where speed_ias_in_knots is null`;
  expect(row).toEqual({ nulls: 2 });
});

it('C20 a type that changes at record 20,001: that record and line are named, the others load', async () => {
  const records = strikes(20_500);
  const broken = records.map((record, at) =>
    at === 20_000 ? strike(at, { 'Cost Other': 'canary' }) : record,
  );
  const run = await trial.load(strikeFile(broken));
  await expectAccounted(trial, run, {
    loaded: records.filter((_, at) => at !== 20_000),
    rejected: [[20_002, 20_001, 'cost_other', 'INVALID_REGEX']],
  });
});

it('C23 a repeated header and a second table: rejected, never loaded', async () => {
  const text = strikeFile([first, strikeFile([last]).trimEnd(), '', 'canary a,canary b', 'x,y']);
  const run = await trial.load(text);
  await expectAccounted(trial, run, {
    loaded: [first, last],
    rejected: [
      [3, 2, null, 'REPEATED_HEADER'],
      [6, 4, null, 'TOO_FEW_FIELDS'],
      [7, 5, null, 'TOO_FEW_FIELDS'],
    ],
  });
});
