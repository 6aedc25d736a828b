import { dataFrameStep, Pipeline, rowStep, validateRows } from '@wdh/pipeline-core';
import * as v from 'valibot';

/** A row as read from the file: every value is text. */
export interface RawFlight {
  readonly Flight: string;
  readonly Day: string;
  readonly Passengers: string;
}

const rename = rowStep('rename', (row: RawFlight) => ({
  flight: row.Flight.trim(),
  day: row.Day,
  passengers: row.Passengers,
}));

const validate = validateRows(
  v.object({
    flight: v.pipe(v.string(), v.nonEmpty()),
    day: v.pipe(v.string(), v.isoDate()),
    passengers: v.pipe(v.string(), v.digits(), v.toNumber()),
  }),
  { warnings: v.object({ passengers: v.pipe(v.number(), v.maxValue(850)) }) },
);

const dropRepeats = dataFrameStep(
  'drop_repeats',
  (rows: readonly { flight: string; day: string; passengers: number }[]) => {
    const seen = new Set<string>();
    return rows.filter(({ flight, day }) => {
      const key = `${flight} ${day}`;
      return !seen.has(key) && seen.add(key);
    });
  },
  { rowCountChange: 'fewer' },
);

export const flights = new Pipeline<RawFlight>('flights', {
  stopOnError: false,
  errorThreshold: 0.5,
})
  .addStep(rename)
  .addStep(validate)
  .addStep(dropRepeats);
