import { statfs } from 'node:fs/promises';
import postgres from 'postgres';

/**
 * What a server is started with so that a COMMIT outlives a power cut, as in production. A temporary
 * server of local-postgres has all of them off.
 *
 * @see https://www.postgresql.org/docs/17/runtime-config-wal.html
 */
export const durableSettings: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
};

/** Printed beside them, because they move the figures too. */
const printed = ['wal_level', 'wal_sync_method', 'shared_buffers', 'max_wal_size'] as const;

/** File systems in memory, as statfs(2) numbers them: what is synced there is gone with the power. */
const inMemory: ReadonlyMap<number, string> = new Map([
  [0x01021994, 'tmpfs'],
  [0x858458f6, 'ramfs'],
]);

/**
 * Asks a server of this machine for its settings by SHOW, in a new session, and returns them as
 * `name = value`.
 *
 * @throws Error when a COMMIT on this server would not outlive a power cut: nothing may be measured.
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
      ...(fileSystem === undefined ? [] : [`its data lies in memory (${fileSystem})`]),
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
