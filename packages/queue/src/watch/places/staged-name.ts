import { isUtf8 } from 'node:buffer';

/** The files that are written beside a loaded one. */
export const reportName = 'report.json';
/** See {@link reportName}. */
export const rejectsName = 'rejects.csv';

const reserved: ReadonlySet<string> = new Set([reportName, rejectsName]);

/**
 * Returns the name that a file has while it is loaded: its own, if it is valid UTF-8, because the path
 * of an input is a text, and not that of a file which is written beside it.
 */
export function stagedName(name: Buffer): string {
  const text = name.toString('utf8');
  const readable = isUtf8(name) ? text : text.replaceAll('\u{FFFD}', '_');
  return reserved.has(readable.toLowerCase()) ? `_${readable}` : readable;
}

/** Returns the name of the folder of a loaded file: what it is for people, and the id of its run. */
export function endFolderName(name: Buffer, executionId: string): string {
  const letters = name.toString('utf8').replaceAll(/[^\p{L}\p{N}._-]/gu, '_');
  // At most 4 bytes for each character, and names have at most 255.
  return `${Array.from(letters).slice(0, 50).join('').replace(/^[.-]/, '_')}.${executionId}`;
}
