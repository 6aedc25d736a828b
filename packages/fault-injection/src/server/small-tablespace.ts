import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, rm, stat, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';

const run = promisify(execFile);

/** A tablespace on a separate file system in memory. */
export interface SmallTablespace extends AsyncDisposable {
  readonly name: string;
  /** Fills the space, so that the database gets 53100, and returns the number of bytes written. */
  fill(): Promise<number>;
  /** Frees the space. */
  empty(): Promise<void>;
}

/**
 * Returns why a small tablespace cannot be created here, as a reason to skip a test; undefined if
 * it can. It requires root, Linux, permission to mount, and a server on this machine.
 */
export async function whyNoSmallTablespace(): Promise<string | undefined> {
  if (process.geteuid?.() !== 0 || process.platform !== 'linux') {
    return 'needs root on Linux, to mount a file system';
  }
  const folder = await mkdtemp('/var/tmp/wdh-mount-');
  try {
    await mount(folder, 1_000_000);
    await run('umount', ['-l', folder]);
    return undefined;
  } catch {
    return 'needs the right to mount a file system';
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function mount(folder: string, sizeBytes: number): Promise<void> {
  await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes},mode=0755`, 'tmpfs', folder]);
}

/**
 * Creates a tablespace that is full after `sizeBytes` bytes. Disposing of it drops its tables.
 *
 * @param url Of the database of its tables, for a superuser.
 * @param sizeBytes At least 2,000,000; an empty table with an index takes 16 kB.
 */
export async function createSmallTablespace(
  url: string,
  sizeBytes: number,
): Promise<SmallTablespace> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const folder = await mkdtemp('/var/tmp/wdh-tablespace-');
  const name = `small_${randomBytes(4).toString('hex')}`;
  await mount(folder, sizeBytes);
  const filler = path.join(folder, 'filler');
  const remove = async (): Promise<void> => {
    await run('umount', ['-l', folder]);
    await rm(folder, { recursive: true, force: true });
    await sql.end({ timeout: 1 });
  };
  try {
    const [setting] = await sql<{ folder: string }[]>`
      SELECT current_setting('data_directory') AS folder`;
    const owner = await stat(setting?.folder ?? '');
    const location = path.join(folder, 'space');
    await mkdir(location, { mode: 0o700 });
    await chown(folder, owner.uid, owner.gid);
    await chown(location, owner.uid, owner.gid);
    await sql.unsafe(`CREATE TABLESPACE ${name} LOCATION '${location}'`);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    name,
    fill: async () => {
      const { bavail, bsize } = await statfs(folder);
      await writeFile(filler, Buffer.alloc(bavail * bsize));
      return bavail * bsize;
    },
    empty: () => rm(filler, { force: true }),
    [Symbol.asyncDispose]: async () => {
      await rm(filler, { force: true });
      const tables = await sql<{ name: string }[]>`
        SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_tablespace t
        ON t.oid = c.reltablespace WHERE t.spcname = ${name} AND c.relkind IN ('r', 'm', 'p')`;
      for (const table of tables) await sql.unsafe(`DROP TABLE ${table.name} CASCADE`);
      await sql.unsafe(`DROP TABLESPACE ${name}`);
      await remove();
    },
  };
}
