import { randomUUID } from 'node:crypto';
import { link, lstat, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { InputFolder } from '@wdh/job';
import { Refusal } from '../http/refusal.js';
import { limitedBytes } from './limited-bytes.js';
import { temporaryPrefix } from './prepare-folders.js';
import { resolveFolder, folderOf } from './resolve-input.js';
import { problemOfName } from './upload-name.js';

/** A file that a page sends. */
export interface Upload {
  /** Number of the folder. */
  readonly folder: number;
  readonly name: string;
  readonly body: ReadableStream<Uint8Array> | null;
  /** What the request says; null: it does not. */
  readonly sizeBytes: number | null;
  readonly limitBytes: number;
}

/** A file that was added. */
export interface Uploaded {
  readonly folder: number;
  readonly path: string;
  readonly sizeBytes: number;
}

/**
 * Adds a file to a folder that takes uploads. It is written under a hidden name, and appears under its own
 * when it is complete; an upload that ends before leaves nothing. A file that is there is never replaced.
 *
 * @throws Refusal `UPLOADS_NOT_ALLOWED`, `UPLOAD_NAME_INVALID`, `UPLOAD_EXISTS`, `UPLOAD_TOO_LARGE`,
 *   `UPLOAD_INCOMPLETE`, `UPLOAD_DISK_FULL`, `UPLOAD_FAILED`; those of the folder.
 */
export async function saveUpload(
  folders: readonly InputFolder[],
  { folder: id, name, body, sizeBytes, limitBytes }: Upload,
): Promise<Uploaded> {
  const { name: folderName, uploads } = folderOf(folders, id);
  if (!uploads) throw notAllowed(folderName);
  const problem = problemOfName(name);
  if (problem !== null) throw wrongName(problem);
  const { path } = await resolveFolder(folders, id, '');
  const [temporary, target] = [join(path, `${temporaryPrefix}${randomUUID()}`), join(path, name)];
  // Before a large file is sent for nothing; it is checked again when the file appears.
  if (await isThere(target)) throw alreadyThere();
  try {
    const written = await write(temporary, body, { sizeBytes, limitBytes });
    await appear(temporary, target);
    return { folder: id, path: name, sizeBytes: written };
  } catch (error) {
    throw uploadError(error, folderName);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

/** Returns the number of bytes, which are on the disk. */
async function write(
  temporary: string,
  body: Upload['body'],
  limits: Pick<Upload, 'sizeBytes' | 'limitBytes'>,
): Promise<number> {
  const limited = limitedBytes(limits);
  // Opened first: a stream that opens its file itself may create it after the file was removed.
  const file = (await open(temporary, 'wx', 0o640)).createWriteStream({ flush: true });
  const closed = new Promise<void>((resolve) => file.once('close', resolve));
  try {
    const bytes = body === null ? Readable.from([]) : Readable.fromWeb(body);
    await pipeline(bytes, limited.take, file);
    limited.end();
    return limited.count();
  } finally {
    await closed;
  }
}

/** Gives a file its name, unless there is one of this name. */
async function appear(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target);
  } catch (error) {
    if (!hasCode(error, ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])) throw error;
    // A file system without links: the name is taken first.
    await (await open(target, 'wx')).close();
    await rename(temporary, target);
  }
}

function uploadError(error: unknown, folder: string): unknown {
  if (error instanceof Refusal) return error;
  const again = 'Nothing was left of it';
  if (hasCode(error, ['EEXIST'])) return alreadyThere();
  if (hasCode(error, ['ENOSPC', 'EDQUOT'])) {
    const message = `The disk of the folder "${folder}" is full. ${again}. Free some space, then upload it again.`;
    return new Refusal(507, 'UPLOAD_DISK_FULL', message);
  }
  if (hasCode(error, ['EACCES', 'EROFS'])) {
    const message = `The console must not write to the folder "${folder}". Let its user do so.`;
    return new Refusal(500, 'UPLOAD_FAILED', message);
  }
  const isAborted = hasCode(error, ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET']);
  if (isAborted || (error instanceof Error && error.name === 'AbortError')) {
    return new Refusal(
      400,
      'UPLOAD_INCOMPLETE',
      `The upload ended early. ${again}. Upload it again.`,
    );
  }
  return error;
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

function alreadyThere(): Refusal {
  const problem = 'is that of a file which is there already';
  return new Refusal(409, 'UPLOAD_EXISTS', `The name ${problem}. Choose another.`, {
    fields: { name: problem },
  });
}

function notAllowed(folder: string): Refusal {
  return new Refusal(
    403,
    'UPLOADS_NOT_ALLOWED',
    `The folder "${folder}" takes no uploads. Choose another, or declare it with uploads: true.`,
  );
}

function wrongName(problem: string): Refusal {
  return new Refusal(400, 'UPLOAD_NAME_INVALID', `The name of the file ${problem}. Rename it.`, {
    fields: { name: problem },
  });
}
