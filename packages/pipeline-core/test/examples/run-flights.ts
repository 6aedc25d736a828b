import { flights } from './flights.js';

export const result = await flights.run([
  { Flight: 'WD 1', Day: '2026-02-28', Passengers: '120' },
  { Flight: 'WD 1', Day: '2026-02-28', Passengers: '120' },
  { Flight: 'WD 2', Day: '2026-02-30th', Passengers: 'many' },
  { Flight: 'WD 3', Day: '2026-03-01', Passengers: '9000' },
]);

// result.success       true: one row in four is less than the threshold
// result.outputData    WD 1 and WD 3, typed: { flight: string, day: string, passengers: number }
// result.errors        two of row 3: day INVALID_ISO_DATE, passengers INVALID_DIGITS
// result.rejectedRows  row 3, once, with both messages and the row as it entered the step
// result.warnings      one of row 4: passengers INVALID_MAX_VALUE
// result.ledger        { rowsIn: 4, rowsOut: 2, rowsRejected: 1, rowsFiltered: 1, rowsAdded: 0 }
