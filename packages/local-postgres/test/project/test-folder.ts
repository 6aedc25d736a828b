import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { inject, onTestFinished } from 'vitest';
import { roomyFolder } from './roomy-folder.js';

const run = promisify(execFile);

/** Creates a folder that is removed after the test, accessible to the account that runs servers for root. */
export async function testFolder(mode = 0o755): Promise<string> {
  const folder = await roomyFolder(mode);
  // A server that was killed may still be ending.
  onTestFinished(() =>
    rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
  );
  return folder;
}

/** Creates a folder with a cluster in it, faster than initdb; it is removed after the test. */
export async function clusterFolder(): Promise<string> {
  const folder = path.join(await testFolder(), 'postgres');
  await run('cp', ['-a', inject('cluster'), folder]);
  return folder;
}
