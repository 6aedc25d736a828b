import type { WrittenCell } from './damage.js';

/** A table to be damaged. */
export interface DamageTable {
  readonly columns: readonly string[];
  readonly records: readonly (readonly WrittenCell[])[];
  /** Set where every record ends in a delimiter, after which an empty cell without a column follows. */
  readonly endsInDelimiter?: 'records' | 'header and records';
}

const mustQuote = /[",\r\n]/;

/** Creates a table, with quotes where a cell needs them, or everywhere. */
function table(
  columns: string,
  rows: readonly (readonly string[])[],
  areAllQuoted = false,
): DamageTable {
  const written = (value: string): WrittenCell => ({
    value,
    isQuoted: areAllQuoted || mustQuote.test(value),
  });
  return { columns: columns.split(','), records: rows.map((row) => row.map(written)) };
}

const rowsOf = (count: number, row: (index: number) => string[]): string[][] =>
  Array.from({ length: count }, (_, index) => row(index));

const words = [
  'Boots',
  'Fly rod, short',
  'Table 48"',
  'Cap',
  'Light "up" jacket',
  'Tee, long, red',
];
const word = (index: number): string => words[index % words.length] ?? '';
const day = (index: number): string => `${10 + (index % 18)}/0${1 + (index % 9)}/2018`;

const order = (index: number): string[] => [
  day(index),
  `${index % 10}`,
  `MG-${1000 + index * 7}`,
  `$${index}.69`,
  `The ${word(index)} of ${index}`,
];

const withEmpty = (index: number): string[] =>
  order(index).map((cell, column) => ((index * 7 + column * 3) % 5 === 0 ? '' : cell));

const endingIn = (rows: string[][]): string[][] => rows.map((row) => [...row, '']);

/** Tables of many forms, each with a different difficulty. */
export const damageTables: Readonly<Record<string, DamageTable>> = {
  'full cells': table('date,count,id,price,text', rowsOf(24, order)),
  'a last column that is always empty': table(
    'date,count,id,price,text,notes',
    rowsOf(24, (index) => [...order(index), '']),
  ),
  'empty cells anywhere': table('date,count,id,price,text', rowsOf(24, withEmpty)),
  'a first and a last column that are sometimes empty': table(
    'a,b,c',
    rowsOf(8, (index) => [
      index % 3 === 0 ? '' : `x${index}`,
      `${index}`,
      index % 2 === 0 ? '' : 'y',
    ]),
  ),
  'numbers alone': table(
    'a,b,c,d',
    rowsOf(22, (index) => [`${index}`, `${index * 3}`, `${index + 40}`, '7']),
  ),
  'one column': table(
    'a',
    rowsOf(6, (index) => [`${word(index)} ${index}`]),
  ),
  'many columns': table(
    Array.from({ length: 16 }, (_, index) => `c${index}`).join(','),
    rowsOf(3, (row) =>
      Array.from({ length: 16 }, (_, index) => (index % 7 === row ? '' : `${row}v${index}`)),
    ),
  ),
  'all cells in quotes': table(
    'a,b,c',
    rowsOf(5, (index) => [`${index}`, word(index), '']),
    true,
  ),
  'cells of several lines': table(
    'a,b,c',
    rowsOf(6, (index) => [
      `${index}`,
      `one,\ntwo, "${index}"\nthree`,
      index % 2 === 0 ? '' : 'z,\ny',
    ]),
  ),
  prose: table(
    'n,text',
    rowsOf(6, (index) => [`${index}`, `He said, "${word(index)}", twice`]),
  ),
  'a header and records that end in a delimiter': {
    ...table(
      'a,b,c',
      endingIn(rowsOf(6, (index) => [`${index}`, index % 2 === 0 ? '' : 'x', word(index)])),
    ),
    endsInDelimiter: 'header and records',
  },
  'records that end in a delimiter': {
    ...table(
      'a,b,c',
      endingIn(
        rowsOf(6, (index) => [
          `${index}`,
          index % 2 === 0 ? '' : 'x',
          index % 3 === 0 ? '' : word(index),
        ]),
      ),
    ),
    endsInDelimiter: 'records',
  },
  'a last column that is empty once': table(
    'a,b,c',
    rowsOf(5, (index) => [`${index + 10}`, `${index * 37}`, index === 2 ? '' : `${index * 5}`]),
  ),
  'records that end in a delimiter, the last column mostly empty': {
    ...table(
      'a,b,c',
      endingIn(
        rowsOf(7, (index) => [`red ${index} boots`, `${index}.50`, index === 3 ? 'AB-7' : '']),
      ),
    ),
    endsInDelimiter: 'records',
  },
};
