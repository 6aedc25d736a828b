import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalPostgres, startLocalPostgres } from '@wdh/local-postgres';
import { afterAll, beforeAll } from 'vitest';

/** A server of its own for a test file, which may stop it. */
export interface UsedLocalServer {
  readonly url: string;
  /** Stops the server, and starts it on the same port. */
  readonly restart: (between?: () => Promise<void>) => Promise<void>;
}

/** Starts a server before the tests of a file, and removes it after them. */
export function useLocalServer(): UsedLocalServer {
  let folder: string;
  let server: LocalPostgres;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wdh-server-'));
    // Accessible to the account that runs servers for root.
    await chmod(folder, 0o755);
    server = await startLocalPostgres({ dataDir: folder });
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    get url() {
      return server.url;
    },
    restart: async (between = () => Promise.resolve()) => {
      const { port } = server;
      await server.stop();
      await between();
      server = await startLocalPostgres({ dataDir: folder, port });
    },
  };
}
