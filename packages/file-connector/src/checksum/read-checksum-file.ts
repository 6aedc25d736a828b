import { WdhError } from '@wdh/pipeline-core';
import { openInputFile } from '../file/open-input-file.js';
import type { OriginOptions } from '../input/origin-options.js';
import { isMissing } from '../remote/download-errors.js';
import { downloadOrigin } from '../remote/download.js';
import { checksumInvalid } from './checksum-errors.js';
import { type Place, showPlace } from './place.js';

/** Enough for the checksums of ten thousand files. */
const maxBytes = 1024 * 1024;

/**
 * Reads the text of a file of checksums; null where there is none.
 *
 * @throws WdhError `CHECKSUM_INVALID` (file) for one of over 1 MiB; the file errors of the readers
 */
export async function readChecksumFile(
  place: Place,
  options: OriginOptions,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  try {
    return typeof place === 'string'
      ? await readLocal(place)
      : await readRemote(place, options, signal);
  } catch (error) {
    if (isMissing(error)) return null;
    if (error instanceof WdhError && error.code === 'FILE_NOT_FOUND') return null;
    throw error;
  }
}

async function readLocal(path: string): Promise<string> {
  const { handle, stamp } = await openInputFile(path);
  try {
    if (stamp.sizeBytes > maxBytes) throw tooLarge(path);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

async function readRemote(
  url: URL,
  options: OriginOptions,
  signal: AbortSignal = new AbortController().signal,
): Promise<string> {
  const expectSmall = ({ bytesRead }: { readonly bytesRead: number }): void => {
    if (bytesRead > maxBytes) throw tooLarge(showPlace(url));
  };
  const copy = await downloadOrigin(url, options).copy(expectSmall, signal);
  try {
    const pieces: Buffer[] = [];
    for await (const piece of copy.read()) pieces.push(piece);
    return Buffer.concat(pieces).toString('utf8');
  } finally {
    await copy.close();
  }
}

const tooLarge = (file: string): WdhError =>
  checksumInvalid(file, 'is not a file of checksums: it has more than 1 MiB');
