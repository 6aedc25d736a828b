import { type ColumnType, csvSource, type CsvFileProfile, profileFile } from '@wdh/file-connector';
import { Pipeline } from '@wdh/pipeline-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printDdl } from '../../src/generate/print-ddl.js';
import { designTable, type TableDesign } from '../../src/generate/table-design.js';
import { bytesOf } from '../support/bytes-of.js';
import { useDatabase } from '../support/use-database.js';

const database = useDatabase();
const rowCount = 12;

const digits = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom('0', '1', '5', '9'), minLength: 1, maxLength });
const two = (max: number) =>
  fc.integer({ min: 0, max }).map((part) => String(part).padStart(2, '0'));
const day = fc
  .tuple(fc.constantFrom('0001', '1970', '2024', '9999', '0000'), two(13), two(32))
  .map((parts) => parts.join('-'));
const clock = fc
  .tuple(two(24), two(60), fc.option(two(60)), fc.option(digits(7)))
  .map(([hour, minute, second, fraction]) =>
    [`${hour}:${minute}`, second === null ? '' : `:${second}`]
      .join('')
      .concat(second === null || fraction === null ? '' : `.${fraction}`),
  );
const moment = fc.tuple(day, fc.constantFrom('T', ' '), clock).map((parts) => parts.join(''));
const zone = fc.constantFrom('Z', '+00', '-08:00', '+0530', '+15:59', '+16', ' UTC', 'z');

const date = fc.date({
  noInvalidDate: true,
  min: new Date('0001-01-01'),
  max: new Date('9999-12-31T23:59:59.999Z'),
});
const validMoment = fc
  .tuple(date, fc.constantFrom(16, 19, 21, 23), fc.constantFrom('', '000', '001'), fc.boolean())
  .map(([at, length, micros, isSpaced]) => {
    const text = at.toISOString().slice(0, length) + (length === 23 ? micros : '');
    return isSpaced ? text.replace('T', ' ') : text;
  });

/** Forms of which each has a type. */
const typedForms: readonly fc.Arbitrary<string>[] = [
  fc.integer().map(String),
  fc.bigInt({ min: -(10n ** 16n) + 1n, max: 10n ** 16n - 1n }).map(String),
  fc.tuple(fc.integer({ min: -999, max: 999 }), digits(3)).map((parts) => parts.join('.')),
  fc.constantFrom('true', 'false'),
  fc.constantFrom('t', 'f'),
  date.map((at) => at.toISOString().slice(0, 10)),
  validMoment,
  fc
    .tuple(validMoment, fc.constantFrom('Z', '+00', '-08:00', '+0530', '+15:59'))
    .map((parts) => parts.join('')),
  fc.uuid(),
];

/** Forms at the edge of a type, or beyond. */
const edgeForms: readonly fc.Arbitrary<string>[] = [
  fc.constantFrom('2147483647', '2147483648', '-2147483648', '-2147483649', '-0', '+5', '007'),
  fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).map(String),
  fc
    .tuple(fc.constantFrom('', '-', '+'), digits(20), digits(20))
    .map(([sign, whole, part]) => `${sign}${whole}.${part}`),
  fc.constantFrom(
    '1e5',
    '1E-5',
    'NaN',
    'Infinity',
    '-Infinity',
    '0x1F',
    '1_000',
    '.5',
    '5.',
    '1,5',
  ),
  fc.constantFrom('true', 'TRUE', 'yes', 'f', '0'),
  day,
  moment,
  fc.tuple(moment, zone).map((parts) => parts.join('')),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.constantFrom('now', 'today', 'infinity', '-infinity', 'epoch', 'NULL', '\\N', '\\.', '{1,2}'),
  fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
  fc.constantFrom(' 5', '5 ', '\t5', '５', '٣', '5\n'),
];

const cells = fc
  .tuple(
    fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...typedForms) },
      { weight: 1, arbitrary: fc.constantFrom(...edgeForms) },
    ),
    fc.constantFrom(...typedForms, ...edgeForms),
    fc.constantFrom(0, 0, 0, 1, 4),
  )
  .chain(([main, other, otherWeight]) =>
    fc.array(
      fc.oneof(
        { weight: 8, arbitrary: main },
        { weight: otherWeight, arbitrary: other },
        { weight: 1, arbitrary: fc.constant('') },
      ),
      { minLength: rowCount, maxLength: rowCount },
    ),
  );

const file = fc.record({
  columns: fc.array(cells, { minLength: 6, maxLength: 6 }),
  quotes: fc.constantFrom('all', 'needed', 'some'),
});
type File = typeof file extends fc.Arbitrary<infer Value> ? Value : never;

const isQuoted = ({ quotes }: File, cell: string, row: number, at: number): boolean =>
  quotes === 'all' || /[",\r\n]/.test(cell) || (quotes === 'some' && (row + at) % 3 === 0);

function csvText(given: File): string {
  const records = Array.from({ length: rowCount }, (_, row) => {
    const fields = given.columns.map((column, at) => {
      const cell = column[row] ?? '';
      return isQuoted(given, cell, row, at) ? `"${cell.replaceAll('"', '""')}"` : cell;
    });
    return `${row},${fields.join(',')}\n`;
  });
  return `n,${given.columns.map((_, at) => `Column ${at}`).join(',')}\n${records.join('')}`;
}

/** Replaces empty cells by null: unquoted ones, and quoted ones in a file without the others. */
function withNulls(given: File): (string | null)[][] {
  const isBare = (cell: string, row: number, at: number): boolean =>
    cell === '' && !isQuoted(given, cell, row, at);
  const hasBare = given.columns.some((cells, at) =>
    cells.some((cell, row) => isBare(cell, row, at)),
  );
  return given.columns.map((cells, at) =>
    cells.map((cell, row) => (cell === '' && (!hasBare || isBare(cell, row, at)) ? null : cell)),
  );
}

async function loadedTexts(
  text: string,
  profile: CsvFileProfile,
  design: TableDesign,
): Promise<readonly (readonly (string | null)[])[]> {
  const { sql, loader } = database;
  await sql`drop table if exists stream`;
  await sql.unsafe(printDdl(design));
  const renameColumns = Object.fromEntries(
    design.columns.map(({ source, name }) => [source, name]),
  );
  const source = csvSource(bytesOf(text), { ...profile.readOptions, renameColumns });
  const report = await loader.loadPipeline(new Pipeline<object>('stream').bind(source), {
    into: 'public.stream',
    force: true,
  });
  expect(report.rows).toMatchObject({ inserted: profile.rows, rejected: 0 });
  const names = design.columns.map(({ name }) => `"${name}"::text`).join(', ');
  return sql.unsafe(`select ${names} from stream order by stream.n`).values();
}

/** The text that PostgreSQL prints for a cell of a column, in the time zone UTC. */
function printed(cell: string, type: ColumnType): string {
  if (type === 'boolean') return cell.startsWith('t') ? 'true' : 'false';
  if (type !== 'timestamp' && type !== 'timestamptz') return cell;
  const [, local = '', second = ':00', fraction = '', offset = ''] =
    /^(.{16})(:\d\d)?(?:\.(\d+))?(.*)$/.exec(cell) ?? [];
  const zoneOfDate = offset.replace(/^([+-]\d\d)(?=\d|$)/, '$1:').replace(/:$/, ':00');
  const utc = new Date(`${local.replace(' ', 'T')}${second}${zoneOfDate || 'Z'}`);
  const isBefore = utc.getUTCFullYear() < 1;
  const [, rest = ''] = /^[+-]?\d+(-.{14})/.exec(utc.toISOString()) ?? [];
  const year = isBefore ? '0001' : String(utc.getUTCFullYear()).padStart(4, '0');
  const micros = fraction.replace(/0+$/, '').replace(/^(?=.)/, '.');
  const suffix = `${type === 'timestamptz' ? '+00' : ''}${isBefore ? ' BC' : ''}`;
  return `${year}${rest.replace('T', ' ')}${micros}${suffix}`;
}

test('each cell of a profiled file is stored as it is written', { timeout: 300_000 }, async () => {
  const types = new Set<string>();
  await fc.assert(
    fc.asyncProperty(file, async (given) => {
      const text = csvText(given);
      const profile = await profileFile(bytesOf(text));
      expect(profile.malformed.count).toBe(0);
      const rows = await loadedTexts(text, profile, designTable(profile));
      const cellsOf = withNulls(given);
      for (const [at, column] of profile.columns.slice(1).entries()) {
        types.add(column.type);
        const expected = cellsOf[at] ?? [];
        const values = expected.filter((cell) => cell !== null);
        expect(rows.map((row) => row[at + 1])).toEqual(
          expected.map((cell) => (cell === null ? null : printed(cell, column.type))),
        );
        expect(column).toMatchObject({
          nulls: rowCount - values.length,
          isRequired: values.length === rowCount,
          distinct: { count: new Set(values).size, isExact: true },
          isUnique: new Set(values).size === rowCount,
          longest: Math.max(0, ...values.map((cell) => Array.from(cell).length)),
        });
      }
    }),
    { numRuns: 40 },
  );
  // Types that never occur would be tested by nothing.
  expect([...types].toSorted()).toEqual([
    'bigint',
    'boolean',
    'date',
    'integer',
    'numeric',
    'text',
    'timestamp',
    'timestamptz',
    'uuid',
  ]);
});
