import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { inject, onTestFinished } from 'vitest';
import { roomyFolder } from './roomy-folder.js';

const run = promisify(execFile);

/** Makes a folder that goes after the test, open to the account that runs servers for root. */
export async function testFolder(mode = 0o755): Promise<string> {
  const folder = await roomyFolder(mode);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a folder with a cluster in it, faster than initdb does; it goes after the test. */
export async function clusterFolder(): Promise<string> {
  const folder = path.join(await testFolder(), 'postgres');
  await run('cp', ['-a', inject('cluster'), folder]);
  return folder;
}
