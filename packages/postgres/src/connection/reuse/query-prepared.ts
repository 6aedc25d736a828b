import type { Parameter, Queryable, Rows } from '../queryable.js';
import type { ServerSession } from './server-session.js';

/** A statement that sessions keep prepared. It reads nothing but the server's own catalogs. */
export interface PreparedText {
  /** An identifier that needs no quotes. */
  readonly name: string;
  /** The types of its parameters, such as `text, text`. */
  readonly types: string;
  readonly text: string;
}

/**
 * Runs a statement that the session keeps prepared, in one round trip. The server plans it again when
 * the catalog changes, and its results are always those of now.
 *
 * Parameters are written into a text that the server may log: pass names and numbers of the catalog
 * only, no values of rows.
 */
export async function queryPrepared<Found extends object>(
  on: Queryable,
  session: ServerSession,
  { name, types, text }: PreparedText,
  values: readonly Parameter[],
): Promise<Rows<Found>> {
  // Behind a pooler, the session may be that of another client next time.
  const canPrepare = session.isReusable && !values.some(cannotBeWritten);
  if (!canPrepare) return on.query<Found>(text, values);
  const execute = `execute ${name}(${values.map(literal).join(', ')})`;
  if (session.prepared.has(name)) return on.query<Found>(execute);
  // Even in a transaction that is rolled back it stays.
  await on.query(`prepare ${name}(${types}) as ${text}`);
  session.prepared.add(name);
  return on.query<Found>(execute);
}

const cannotBeWritten = (value: Parameter): boolean =>
  typeof value === 'string' && value.includes('\0');

function literal(value: Parameter): string {
  if (value === null) return 'null';
  return `E'${String(value).replaceAll(/['\\]/g, String.raw`$&$&`)}'`;
}
