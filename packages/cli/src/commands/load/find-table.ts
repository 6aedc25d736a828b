import { WdhError } from '@wdh/pipeline-core';
import { parseTableName } from '@wdh/postgres';
import { describeTable, type TableDescription } from '@wdh/warehouse-loader';
import type { CommandContext } from '../../context/command-context.js';
import type { LoadOptions } from './load-options.js';
import { withConnection } from './with-connection.js';

/** @throws WdhError `TABLE_NOT_FOUND` (schema), with the name that was probably intended. */
export async function existingTable(
  context: CommandContext,
  { into }: LoadOptions,
): Promise<TableDescription> {
  const name = parseTableName(into);
  try {
    return await withConnection(await context.connectionUrl(), (connection) =>
      describeTable(connection, name),
    );
  } catch (error) {
    if (!isNotFound(error)) throw error;
    const advice = 'Give --create to make it from the file, or run its migrations.';
    const summary = error.summary.replace(/Create it, or run its migrations\.$/, advice);
    throw new WdhError(summary, { code: error.code, category: error.category });
  }
}

/** Returns the table; null if there is none. */
export async function findTable(
  context: CommandContext,
  options: LoadOptions,
): Promise<TableDescription | null> {
  return existingTable(context, options).catch((error: unknown) => {
    if (isNotFound(error)) return null;
    throw error;
  });
}

const isNotFound = (error: unknown): error is WdhError =>
  error instanceof WdhError && error.code === 'TABLE_NOT_FOUND';
