import { idColumn, quoted, type Shape } from './shape.js';

/** A column of `jsonb` and one of `json`, of objects with a nested object and a list. */
export const jsonShape: Shape = {
  name: 'json_documents',
  share: 3 / 10,
  columns: [
    idColumn,
    {
      name: 'event',
      type: 'jsonb not null',
      kind: 'json',
      cell: (random, record) =>
        quoted(
          JSON.stringify({
            user: { id: random(50_000), name: `User ${random(50_000)}` },
            tags: ['new', 'paid'].slice(random(2)),
            at: `2025-01-11T10:00:${10 + random(50)}Z`,
            step: record,
          }),
        ),
    },
    {
      name: 'raw',
      type: 'json not null',
      kind: 'json',
      cell: (random) =>
        quoted(JSON.stringify({ price: random(10_000) / 100, ok: true, note: null })),
    },
  ],
};

/** Arrays of whole numbers, texts and decimals, of up to eight elements. */
export const arrayShape: Shape = {
  name: 'arrays',
  share: 3 / 10,
  columns: [
    idColumn,
    ...[
      { type: 'integer[]', element: (n: number) => String(n) },
      { type: 'text[]', element: (n: number) => `tag-${n % 100}` },
      { type: 'numeric(12,2)[]', element: (n: number) => `${n}.${10 + (n % 90)}` },
    ].map(({ type, element }, at) => ({
      name: `list_${at + 1}`,
      type: `${type} not null`,
      kind: 'array' as const,
      cell: (random: (below: number) => number) =>
        quoted(`{${Array.from({ length: random(9) }, () => element(random(100_000))).join()}}`),
    })),
  ],
};
