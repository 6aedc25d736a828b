import { runQueryInvalid } from '../../statements/run-query-invalid.js';

/**
 * Checks the name of a time zone. An offset is none: PostgreSQL reads `+02:00` as two hours west.
 *
 * @throws WdhError `RUN_QUERY_INVALID`
 */
export function checkZone(zone: string): void {
  if (isZone(zone)) return;
  throw runQueryInvalid('zone is not a name of the zone database, such as Asia/Shanghai or UTC');
}

function isZone(zone: string): boolean {
  if (!/^[A-Za-z][\w+/-]{0,63}$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
