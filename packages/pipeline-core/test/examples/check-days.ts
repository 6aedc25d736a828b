import { dataFrameStep, Pipeline, rejectRow, rowStep } from '@wdh/pipeline-core';

interface RawFlight {
  readonly flight: string;
  readonly day: string;
}

const checkDay = rowStep('check_day', (row: RawFlight) =>
  Number.isNaN(Date.parse(row.day))
    ? rejectRow({ field: 'day', code: 'DAY_INVALID', message: 'must be a date, YYYY-MM-DD' })
    : { flight: row.flight, day: new Date(row.day) },
);

const oldestFirst = dataFrameStep('oldest_first', (rows: readonly { day: Date }[]) =>
  rows.toSorted((one, other) => one.day.getTime() - other.day.getTime()),
);

const flights = new Pipeline<RawFlight>('flights', { stopOnError: false, errorThreshold: 0.5 })
  .addStep(checkDay)
  .addStep(oldestFirst);

export const result = await flights.run([
  { flight: 'WD 2', day: '2026-03-01' },
  { flight: 'WD 3', day: 'tomorrow' },
  { flight: 'WD 1', day: '2026-02-28' },
]);
// result.outputData    two flights, the oldest first
// result.rejectedRows  [{ rowNumber: 2, stepName: 'check_day', field: 'day', code: 'DAY_INVALID', … }]
// result.ledger        { rowsIn: 3, rowsOut: 2, rowsRejected: 1, rowsFiltered: 0, rowsAdded: 0 }
