import type { GateCheck } from '@wdh/warehouse-loader';

/** The checks of the table before COMMIT. */
export const wildlifeStrikesChecks: readonly GateCheck[] = [
  {
    // A wrong year passes every rule for a single record. In the time zone of the record it may
    // already be tomorrow.
    name: 'no strikes of the future',
    sql: 'select from public.wildlife_strikes where flight_date > current_date + 1',
    severity: 'warn',
  },
];
