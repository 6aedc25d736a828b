import type { BigIntStats, Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { type FileVersion, fileVersion } from './file-version.js';
import { doneEnding, isTemporaryName } from './is-temporary-name.js';
import { pathIn } from './path-in.js';
import { statsAt } from './stats-at.js';

/** A file that a scan found. */
export interface FoundFile {
  /** The bytes of its name, which need not be UTF-8. */
  readonly name: Buffer;
  readonly version: FileVersion;
  /** Whether a file beside it, with `.done` after its name, says that it is complete. */
  readonly isMarked: boolean;
}

/** What a scan looks for. */
export interface ScanOptions {
  /** Most files that are returned; the others are found when these are gone. */
  readonly limit: number;
  /** Whether the file of a name is wanted. Invalid UTF-8 in it is replaced. */
  readonly isWanted: (name: string) => boolean;
}

/** Files whose times are read at once: the threads of Node are four. */
const together = 32;

/**
 * Finds the files of a folder that are wanted. Folders in it are left alone, and symbolic links: what
 * they point to may be a file that the one who wrote the link may not read.
 *
 * @throws an error of the operating system if the folder cannot be read.
 */
export async function scanFolder(folder: string, options: ScanOptions): Promise<FoundFile[]> {
  const { names, marked } = await namesIn(folder, options);
  const found: FoundFile[] = [];
  for (let at = 0; at < names.length; at += together) {
    const part = names.slice(at, at + together).map((name) => find(folder, name, marked));
    for (const file of await Promise.all(part)) if (file !== null) found.push(file);
  }
  return found;
}

interface Names {
  readonly names: readonly Buffer[];
  /** The names of files that have a marker, byte for byte. */
  readonly marked: ReadonlySet<string>;
}

async function namesIn(folder: string, { limit, isWanted }: ScanOptions): Promise<Names> {
  const names: Buffer[] = [];
  const marked = new Set<string>();
  const asBuffers = { encoding: 'buffer' as BufferEncoding, bufferSize: 256 };
  // Its types do not know that names are buffers with this encoding.
  const entries = (await opendir(folder, asBuffers)) as unknown as AsyncIterable<Dirent<Buffer>>;
  for await (const entry of entries) {
    if (!entry.isFile()) continue;
    const text = entry.name.toString('utf8');
    if (text.endsWith(doneEnding)) {
      marked.add(entry.name.subarray(0, -doneEnding.length).toString('latin1'));
    }
    if (names.length < limit && !isTemporaryName(text) && isWanted(text)) names.push(entry.name);
  }
  return { names, marked };
}

async function find(
  folder: string,
  name: Buffer,
  marked: ReadonlySet<string>,
): Promise<FoundFile | null> {
  const stats = await statsAt(pathIn(folder, name));
  if (stats?.isFile() !== true) return null;
  const isMarked = marked.has(name.toString('latin1')) && (await hasNewMarker(folder, name, stats));
  return { name, version: fileVersion(stats), isMarked };
}

/** A marker that is older than the file was written for an earlier file of that name. */
async function hasNewMarker(folder: string, name: Buffer, file: BigIntStats): Promise<boolean> {
  const marker = await statsAt(pathIn(folder, name, doneEnding));
  // A copy may keep a time that lies in the future; that of its creation does not.
  const changedNs = file.mtimeNs < file.ctimeNs ? file.mtimeNs : file.ctimeNs;
  return marker?.isFile() === true && marker.mtimeNs >= changedNs;
}
