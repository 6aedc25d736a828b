import type { CommandContext } from '../../context/command-context.js';
import { namesDatabase } from '../../host/read-settings.js';
import { requireServer } from './local-server.js';

/** Prints the URL of the database of the jobs, with its password. */
export async function printUrl(context: CommandContext): Promise<number> {
  // The project may name the database.
  if (!namesDatabase()) await context.projectIfAny();
  const url = context.settings.databaseUrl ?? (await requireServer(context)).url;
  await context.printResult({ url }, () => url);
  return 0;
}
