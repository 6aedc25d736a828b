import { statfs } from 'node:fs/promises';
import postgres from 'postgres';

/**
 * Settings with which a COMMIT survives a power failure, as in production. A temporary server of
 * local-postgres has them off.
 *
 * @see https://www.postgresql.org/docs/17/runtime-config-wal.html
 */
export const durableSettings: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
};

/** Printed as well, because they affect the figures. */
const printed = ['wal_level', 'wal_sync_method', 'shared_buffers', 'max_wal_size'] as const;

/**
 * File systems in memory, by their statfs(2) numbers: their contents do not survive a power failure.
 */
const inMemory: ReadonlyMap<number, string> = new Map([
  [0x01021994, 'tmpfs'],
  [0x858458f6, 'ramfs'],
]);

/**
 * Reads the settings of a local server with SHOW, in a new session, and returns them as `name =
 * value`.
 *
 * @throws Error if a COMMIT on this server would not survive a power failure: nothing is measured.
 */
export async function verifyDurable(url: string): Promise<readonly string[]> {
  const sql = postgres(url, { max: 1 });
  try {
    const show = async (name: string): Promise<string> => {
      const [row] = await sql.unsafe<Record<string, string>[]>(`show ${name}`);
      return row?.[name] ?? '';
    };
    const found: [name: string, value: string][] = [];
    for (const name of [...Object.keys(durableSettings), ...printed]) {
      found.push([name, await show(name)]);
    }
    const folder = await show('data_directory');
    const fileSystem = inMemory.get((await statfs(folder)).type);
    const weak = [
      ...found
        .filter(([name, value]) => (durableSettings[name] ?? value) !== value)
        .map(([name, value]) => `${name} is ${value}`),
      ...(fileSystem === undefined ? [] : [`its data is in memory (${fileSystem})`]),
    ];
    if (weak.length > 0) {
      throw new Error(
        `The server at port ${new URL(url).port} is not durable: ${weak.join(', ')}. Nothing was measured; start it with these settings on, and its data on a disk (TMPDIR).`,
      );
    }
    return found.map(([name, value]) => `${name} = ${value}`);
  } finally {
    await sql.end();
  }
}
