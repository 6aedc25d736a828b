import type { GateCheck } from '@wdh/warehouse-loader';

/** What is asked of the table before COMMIT. */
export const wildlifeStrikesChecks: readonly GateCheck[] = [
  {
    // A slip in a year passes every rule about one record. Where the record was made it may be
    // tomorrow already.
    name: 'no strikes of the future',
    sql: 'select from public.wildlife_strikes where flight_date > current_date + 1',
    severity: 'warn',
  },
];
