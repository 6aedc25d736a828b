import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopLocalPostgres } from '@wdh/local-postgres';
import { onTestFinished } from 'vitest';
import { type CommandResult, wdh } from './start-wdh.js';

/** A folder without DATABASE_URL, in which `wdh` uses its local server. */
export interface LocalPlace {
  readonly folder: string;
  readonly dataDir: string;
  /** Runs `wdh` in the folder. */
  run(...args: string[]): Promise<CommandResult>;
}

/** Creates such a folder; its server is stopped after the test. */
export async function openLocalPlace(): Promise<LocalPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'wdh-local-'));
  // Accessible to the account that runs servers for root.
  await chmod(folder, 0o755);
  const dataDir = join(folder, '.wdh', 'postgres');
  onTestFinished(async () => {
    await stopLocalPostgres({ dataDir, force: true });
    await rm(folder, { recursive: true, force: true });
  });
  return { folder, dataDir, run: (...args) => wdh(args, { cwd: folder }) };
}
