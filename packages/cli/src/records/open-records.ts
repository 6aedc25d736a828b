import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { WdhError } from '@wdh/pipeline-core';
import type { Runs } from '@wdh/runs';
import type { CommandContext } from '../context/command-context.js';
import { namesDatabase } from '../host/read-settings.js';

/**
 * Opens the records of runs. Null if there are none: no database is named and no local one was ever
 * created, or the database has no audit tables. Nothing is created.
 */
export async function openRecords(context: CommandContext): Promise<Runs | null> {
  if (!(await hasDatabase(context))) return null;
  const runs = await context.runs();
  try {
    await runs.listRuns({ limit: 1 });
    return runs;
  } catch (error) {
    if (lacksTables(error)) return null;
    throw error;
  }
}

/** Whether a database is named, or the local one exists. */
export async function hasDatabase(context: CommandContext): Promise<boolean> {
  if (!namesDatabase()) await context.projectIfAny();
  const { databaseUrl, wdhHome } = context.settings;
  if (databaseUrl !== undefined) return true;
  return (await stat(join(wdhHome, 'postgres', 'data')).catch(() => null)) !== null;
}

/** Tables of an older version are an error: they may have runs. */
function lacksTables(error: unknown): boolean {
  if (!(error instanceof WdhError) || error.code !== 'AUDIT_TABLES_MISSING') return false;
  return error.cause instanceof WdhError && error.cause.code === 'TABLE_NOT_FOUND';
}
