import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { wantedServer } from '../../../../tools/vitest/test-server.js';
import { type PostgresVersion, startLocalPostgres } from '../../src/index.js';
import { installProject } from './install-project.js';
import { roomyFolder } from './roomy-folder.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of a project with this package installed. */
    readonly project: string;
    /** Folder of a cluster without a server, for copies. */
    readonly cluster: string;
    /** Version of the servers that are started. */
    readonly version: PostgresVersion;
  }
}

/** Installs the package, and creates a cluster to copy, once for all tests. */
export async function setup(vitest: TestProject): Promise<() => Promise<void>> {
  // These tests start servers, so an outside server cannot be used.
  const { version = 17 } = wantedServer();
  const project = await installProject({ version });
  const folder = await roomyFolder(0o755);
  const cluster = path.join(folder, 'postgres');
  const server = await startLocalPostgres({ version, dataDir: cluster });
  await server.stop();
  // Copies that run at the same time cannot share a port.
  await rm(path.join(cluster, 'data', 'wdh-port'));
  vitest.provide('project', project);
  vitest.provide('cluster', cluster);
  vitest.provide('version', version);
  return async () => {
    await rm(project, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  };
}
