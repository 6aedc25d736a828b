import { existsSync, readFileSync, statSync } from 'node:fs';

/** A file as the rules of libpq see it. */
export interface ClientFile {
  readonly text: string;
  /** Whether it is a file, and not a folder, a pipe or a device. */
  readonly isPlain: boolean;
  /** Whether only its owner has access. */
  readonly isPrivate: boolean;
}

/** The files that a connection may name. */
export interface ClientFiles {
  /** Returns null if there is no such file. Throws if it cannot be read. */
  readonly read: (path: string) => ClientFile | null;
  readonly exists: (path: string) => boolean;
}

/** The files of this machine. */
export const machineFiles: ClientFiles = {
  read: (path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return null;
    const isPlain = found.isFile();
    // Windows has no such permissions: its folder for them is private.
    const isPrivate = process.platform === 'win32' || (found.mode & 0o077) === 0;
    return { text: isPlain ? readFileSync(path, 'utf8') : '', isPlain, isPrivate };
  },
  exists: existsSync,
};
