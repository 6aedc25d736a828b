import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startLocalPostgres } from '../../src/index.js';
import { installProject } from './install-project.js';
import { roomyFolder } from './roomy-folder.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of a project with this package installed. */
    readonly project: string;
    /** Folder of a cluster that nobody serves, for copies. */
    readonly cluster: string;
  }
}

/** Installs the package, and makes a cluster to copy, once for all tests. */
export async function setup(vitest: TestProject): Promise<() => Promise<void>> {
  const project = await installProject();
  const folder = await roomyFolder(0o755);
  const cluster = path.join(folder, 'postgres');
  const server = await startLocalPostgres({ dataDir: cluster });
  await server.stop();
  vitest.provide('project', project);
  vitest.provide('cluster', cluster);
  return async () => {
    await rm(project, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  };
}
