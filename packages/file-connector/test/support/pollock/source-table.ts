import type { WrittenCell } from '../damage.js';

const recordCount = 83;

const kinds = [
  'Lantern',
  'Boots, tall',
  "Men's Vest",
  'Folding Table, 48"',
  'Kettle',
  'Rain Hat, wide',
];
const praises = [
  'Light enough to carry, strong enough to keep.',
  "It won't rust, warp or chip, whatever the weather.",
  'Made of one piece of wool.',
  'A favourite of the guides, now in five colours.',
  'Its "quick" lock opens with one hand, even in gloves.',
  "You'll wonder how you did without.",
  'Folds flat.',
];

/** The names of the columns, similar to those of the table that Pollock damages. */
export const columnNames = [
  'DAY',
  'HOUR',
  'Count',
  'ITEMID',
  'Cost',
  'ItemKind',
  'ItemText',
  'Link',
  'Remarks',
] as const;

/** The columns whose cells are always quoted; other cells are quoted only if necessary. */
const quotedColumns: readonly string[] = ['ItemText', 'Link'];

/**
 * Creates the table of the files: 83 records of nine columns, with the value forms of Pollock's
 * published table (a day, an hour, a count, an id, a price, a short and a long text, a link, a
 * column that is always empty), but none of its text.
 */
export function sourceTable(): WrittenCell[][] {
  return [columnNames, ...Array.from({ length: recordCount }, (_, index) => record(index))].map(
    (cells) =>
      cells.map((value, column) => ({
        value,
        isQuoted: quotedColumns.includes(columnNames[column] ?? '') || /[",]/.test(value),
      })),
  );
}

function record(index: number): string[] {
  const id = 1000 + ((index * 3571) % 9000);
  const letters = ['MG', 'RI', 'CC', 'YY', 'BH', 'HK', 'AN'][index % 7] ?? '';
  return [
    `${13 + (index % 16)}/0${1 + (Math.floor(index / 16) % 9)}/2018`,
    `${String(Math.floor(index / 4)).padStart(2, '0')}:${String((index % 4) * 15).padStart(2, '0')}`,
    String((index * 7) % 34),
    `${letters}-${id}`,
    `$${(index * 37) % 95}.${String((index * 29) % 100).padStart(2, '0')}`,
    kinds[(index * 5) % kinds.length] ?? '',
    `${praises[index % praises.length] ?? ''} ${praises[(index * 3 + 1) % praises.length] ?? ''}`,
    `https://shop.example/item/${letters}_${id}.html`,
    '',
  ];
}
