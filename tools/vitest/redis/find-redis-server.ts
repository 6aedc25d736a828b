import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvironment } from '@wdh/config';

/** Where systems install Redis. */
const folders = ['/usr/bin', '/usr/local/bin', '/usr/sbin', '/opt/homebrew/bin'];

/**
 * Returns the program of Redis: the one that `REDIS_SERVER_PATH` names, or one that is installed.
 *
 * @throws Error if `REDIS_SERVER_PATH` names no file.
 */
export function findRedisServer(environment = readEnvironment()): string | undefined {
  const { REDIS_SERVER_PATH: named = '' } = environment;
  if (named === '') {
    return folders
      .map((folder) => join(folder, 'redis-server'))
      .find((program) => existsSync(program));
  }
  if (existsSync(named)) return named;
  throw new Error(
    `REDIS_SERVER_PATH names ${named}, which does not exist: correct it, or unset it.`,
  );
}
