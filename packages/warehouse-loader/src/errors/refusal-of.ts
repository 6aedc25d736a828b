import { meaningOfSqlState } from './sql-states.js';

/** Tells why the server refused a row: code and message of a rejected row, which hold no value. */
export function refusalOf(
  sqlState: string,
  at: { readonly column: string | null; readonly constraint: string | null },
): { readonly code: string; readonly message: string } {
  const { code, says } = meaningOfSqlState(sqlState);
  const parts = [
    ...(at.column === null ? [] : [`column "${at.column}"`]),
    ...(at.constraint === null ? [] : [`constraint "${at.constraint}"`]),
    `SQLSTATE ${sqlState}`,
  ];
  return { code, message: `${says} (${parts.join(', ')}).` };
}
