import fc from 'fast-check';
import {
  dataFrameStep,
  keepRow,
  Pipeline,
  type PipelineConfig,
  rejectRow,
  rowStep,
} from '../../src/index.js';

export interface Item {
  readonly id: number;
}

const busy = Object.assign(new Error('busy'), { code: 'BUSY' });
const divides = (divisor: number, { id }: Item): boolean => id % divisor === 0;
/** Different delays, so that asynchronous steps take different times. */
const pause = async ({ id }: Item): Promise<void> => {
  for (let turn = id % 5; turn > 0; turn -= 1) await Promise.resolve();
};

/** Steps by name: what they do to a row depends on the row alone. */
const rowSteps = {
  reject3: () =>
    rowStep('reject3', (row: Item) =>
      divides(3, row) ? rejectRow({ code: 'THREE', message: 'no multiple of three' }) : row,
    ),
  reject5: () =>
    rowStep('reject5', (row: Item) =>
      divides(5, row)
        ? rejectRow({ code: 'FIVE', message: 'not five' }, { code: 'ODD', message: 'nor odd' })
        : row,
    ),
  drop7: () => rowStep('drop7', (row: Item) => (divides(7, row) ? null : row)),
  warn2: () =>
    rowStep('warn2', (row: Item) =>
      divides(2, row) ? keepRow(row, { code: 'TWO', message: 'is even' }) : row,
    ),
  later: () => rowStep('later', async (row: Item) => Promise.resolve({ id: row.id + 1 })),
  atOnce4: () =>
    rowStep(
      'atOnce4',
      async (row: Item) => {
        await pause(row);
        if (divides(11, row)) return rejectRow({ code: 'ELEVEN', message: 'not eleven' });
        return divides(13, row) ? null : row;
      },
      { concurrency: 4 },
    ),
  retried: () => {
    const tried = new Set<number>();
    return rowStep(
      'retried',
      (row: Item) => {
        if (!divides(4, row) || tried.has(row.id)) return row;
        tried.add(row.id);
        throw busy;
      },
      { retry: { retriableErrors: ['BUSY'], backoffMs: 0, maxAttempts: 2 }, concurrency: 3 },
    );
  },
  throws17: () =>
    rowStep('throws17', (row: Item) => {
      if (row.id % 17 === 16) throw busy;
      return row;
    }),
  throws19: () =>
    rowStep(
      'throws19',
      async (row: Item) => {
        await pause(row);
        if (row.id % 19 === 18) throw busy;
        return divides(6, row) ? rejectRow({ code: 'SIX', message: 'not six' }) : row;
      },
      { concurrency: 3 },
    ),
};

const frameSteps = {
  reverse: () => dataFrameStep('reverse', (rows: readonly Item[]) => rows.toReversed()),
  evens: () =>
    dataFrameStep('evens', (rows: readonly Item[]) => rows.filter((row) => divides(2, row)), {
      scope: 'batch',
      rowCountChange: 'fewer',
    }),
  double: () =>
    dataFrameStep('double', (rows: readonly Item[]) => [...rows, ...rows], {
      rowCountChange: 'more',
    }),
  renew: () =>
    dataFrameStep('renew', (rows: readonly Item[]) => rows.map(({ id }) => ({ id })), {
      rowCountChange: 'none',
    }),
  broken: () =>
    dataFrameStep('broken', (rows: readonly Item[]) => {
      if (rows.length > 30) throw busy;
      return rows;
    }),
};

const names = [...Object.keys(rowSteps), ...Object.keys(frameSteps)] as (
  keyof typeof rowSteps | keyof typeof frameSteps
)[];

/** Builds a new chain each time, as some steps keep state. */
export type RandomChain = readonly (readonly [(typeof names)[number], boolean])[];

export const chains: fc.Arbitrary<RandomChain> = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...names), fc.boolean()),
  { maxLength: 6, selector: ([name]) => name },
);

export const configs = fc.record({
  stopOnError: fc.boolean(),
  errorThreshold: fc.constantFrom(0, 0.2, 0.5, 1),
  errorThresholdMinRows: fc.integer({ min: 1, max: 40 }),
  batchSize: fc.integer({ min: 1, max: 20 }),
});

export function buildPipeline(chain: RandomChain, config: Partial<PipelineConfig>): Pipeline<Item> {
  return chain.reduce(
    (longer, [name, optional]) => {
      const step = { ...rowSteps, ...frameSteps }[name]();
      return optional ? longer.addOptionalStep(step) : longer.addStep(step);
    },
    new Pipeline<Item>('random', config),
  );
}

export const rowsOf = (count: number): Item[] => Array.from({ length: count }, (_, id) => ({ id }));

/** How the input is split: batch sizes, repeated. */
export const cuts = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 });

export function cut(rows: readonly Item[], sizes: readonly number[]): Item[][] {
  const batches: Item[][] = [];
  let from = 0;
  for (let at = 0; from < rows.length; at += 1) {
    const size = sizes[at % sizes.length] ?? 1;
    batches.push(rows.slice(from, from + size));
    from += size;
  }
  return batches;
}
