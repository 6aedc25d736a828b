import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WdhError } from '@wdh/pipeline-core';
import { errnoOf, folderUnusable } from './folder-error.js';

const lockName = /^lock-(\d+)-[\da-f]{8}$/;
/** A longer path of a Unix socket is refused by every system; see unix(7). */
const longestSocketPath = 100;
const attempts = 5;

/** A folder that no other process uses. */
export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Locks a folder for this process by a listening Unix socket in it. The lock ends with the process,
 * also by SIGKILL, and is seen by every process and container that shares the folder on this machine.
 *
 * Each process listens on a socket of its own name, and then looks at those of others: one that
 * answers has the lock, and one that refuses is left over. So at most one of two that start at the
 * same time gets the lock.
 *
 * @throws WdhError `CAPTURE_FOLDER_IN_USE` (locked) that names the process
 */
export async function lockFolder(path: string): Promise<FolderLock> {
  const shortened = await shortPathOf(path);
  try {
    return await tryLock(path, shortened, attempts);
  } catch (error) {
    await shortened.close();
    throw error;
  }
}

async function tryLock(path: string, short: ShortPath, left: number): Promise<FolderLock> {
  const name = `lock-${process.pid}-${randomBytes(4).toString('hex')}`;
  const server = await listen(path, join(short.path, name));
  const holder = await holderBeside(path, short.path, name);
  if (holder === null) {
    return {
      release: async () => {
        await close(server);
        await short.close();
      },
    };
  }
  await close(server);
  if (left <= 1) throw inUse(path, holder);
  // Two that start at the same time see each other.
  await sleep(20 + Math.random() * 100);
  return tryLock(path, short, left - 1);
}

/** A path of the folder that is short enough for a socket. */
interface ShortPath {
  readonly path: string;
  close(): Promise<void>;
}

async function shortPathOf(path: string): Promise<ShortPath> {
  const socket = join(path, `lock-${process.pid}-00000000`);
  if (Buffer.byteLength(socket) <= longestSocketPath) {
    return { path, close: () => Promise.resolve() };
  }
  if (process.platform !== 'linux') {
    throw folderUnusable(
      `The path ${path} is too long for a lock: choose a folder whose path has at most 70 bytes.`,
    );
  }
  const folder: FileHandle = await open(path, 'r');
  return { path: `/proc/self/fd/${folder.fd}`, close: () => folder.close() };
}

async function listen(path: string, socket: string): Promise<Server> {
  const server = createServer((connection) => connection.destroy());
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(socket, resolve);
    });
  } catch (error) {
    throw folderUnusable(
      `The folder ${path} cannot be locked (${errnoOf(error) ?? 'unknown'}). Give this user permission to write there, or choose a folder on a local disk.`,
      error,
    );
  }
  server.unref();
  return server;
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

/** Returns the process that has the lock; null if there is none. Removes what dead ones left. */
async function holderBeside(path: string, short: string, own: string): Promise<number | null> {
  for (const name of await readdir(path)) {
    const pid = lockName.exec(name)?.[1];
    if (pid === undefined || name === own) continue;
    if (await answers(join(short, name))) return Number(pid);
    await unlink(join(path, name)).catch(() => undefined);
  }
  return null;
}

/** The system answers for a process that is stopped or busy. */
async function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', (error) => {
      const errno = errnoOf(error);
      resolve(errno !== 'ECONNREFUSED' && errno !== 'ENOENT' && errno !== 'ENOTSOCK');
    });
  });
}

function inUse(path: string, pid: number): WdhError {
  return new WdhError(
    `The folder ${path} is in use by process ${pid}, which captures into it. Stop that one, or choose another folder.`,
    { code: 'CAPTURE_FOLDER_IN_USE', category: 'locked' },
  );
}
