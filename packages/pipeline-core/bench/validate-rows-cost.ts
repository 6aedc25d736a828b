import * as v from 'valibot';
import { Pipeline, validateRows } from '../src/index.js';
import type { Figure } from './figure.js';
import { interleave, median, medianRatio } from './measure.js';

const schema = v.object({
  airport: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(100)),
  day: v.pipe(v.string(), v.isoDate()),
  size: v.picklist(['Small', 'Medium', 'Large']),
  cost: v.pipe(v.string(), v.digits(), v.toNumber()),
});
type Raw = v.InferInput<typeof schema>;
const rowCount = 100_000;

/** Measures validateRows in a stream over direct calls of safeParse in a loop. */
export async function validateRowsCost(): Promise<readonly Figure[]> {
  const batches = Array.from({ length: rowCount / 1000 }, (_, batch) =>
    Array.from({ length: 1000 }, (_, at): Raw => ({
      airport: `airport ${batch}`,
      day: '2026-03-01',
      size: 'Small',
      cost: String(at),
    })),
  );
  let total = 0;
  const pipeline = new Pipeline<Raw>('validate').addStep(validateRows(schema));
  const times = await interleave(15, {
    byHand: () => {
      for (const batch of batches) {
        const valid: v.InferOutput<typeof schema>[] = [];
        for (const row of batch) {
          const { success, output } = v.safeParse(schema, row);
          if (success) valid.push(output);
        }
        total += valid.length;
      }
    },
    inStream: async () => {
      for await (const { rows } of pipeline.stream(batches)) total += rows.length;
    },
  });
  if (total !== rowCount * 2 * 17) throw new Error('rows were lost');
  return [
    {
      what: 'safeParse by hand',
      unit: 'ns per row of 4 fields',
      measured: (median(times.byHand) * 1e6) / rowCount,
    },
    {
      what: 'validateRows over safeParse by hand',
      unit: 'times',
      measured: medianRatio(times.inStream, times.byHand),
      atMost: 1.3,
    },
  ];
}
