import { idColumn, type Shape, type ShapeColumn } from './shape.js';

const words = ['north', 'south', 'east', 'west', 'open', 'closed', 'pending', 'unknown'];

/** The four kinds of column, in turn; a quarter of the cells of the last kind are empty, which is NULL. */
const kinds: readonly Omit<ShapeColumn, 'name'>[] = [
  {
    type: 'text not null',
    kind: 'text',
    cell: (random) => `${words[random(8)] ?? ''} ${random(1000)}`,
  },
  { type: 'integer not null', kind: 'whole', cell: (random) => String(random(1_000_000)) },
  {
    type: 'numeric(12,2) not null',
    kind: 'decimal',
    cell: (random) => `${random(100_000)}.${10 + random(90)}`,
  },
  {
    type: 'text',
    kind: 'maybe',
    cell: (random) => (random(4) === 0 ? '' : (words[random(8)] ?? '')),
  },
];

/** 200 columns of texts, numbers and NULLs. */
export const wideShape: Shape = {
  name: 'wide',
  share: 1 / 10,
  columns: [
    idColumn,
    ...Array.from({ length: 199 }, (_, at): ShapeColumn[] => {
      const kind = kinds[at % kinds.length];
      return kind === undefined ? [] : [{ ...kind, name: `c${at + 1}` }];
    }).flat(),
  ],
};
