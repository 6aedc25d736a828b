import type { DatabaseError } from './database-error.js';
import { wordsOf } from './sql-states.js';

/**
 * Returns why the server refused a row, as a message without values.
 *
 * @param column - The column that caused the error; null if it is not known.
 */
export function refusalOf(
  {
    sqlState,
    code,
    constraint,
    partitionKey = null,
  }: Pick<DatabaseError, 'sqlState' | 'code' | 'constraint'> &
    Partial<Pick<DatabaseError, 'partitionKey'>>,
  column: string | null,
): string {
  const parts = [
    ...(partitionKey === null ? [] : [`key ${partitionKey}`]),
    ...(partitionKey !== null || column === null ? [] : [`column "${column}"`]),
    ...(constraint === null ? [] : [`constraint "${constraint}"`]),
    `SQLSTATE ${sqlState ?? ''}`,
  ];
  return `${wordsOf(sqlState ?? '', code)} (${parts.join(', ')}).`;
}
