import { WdhError } from '@wdh/pipeline-core';
import { withoutChecksumFiles } from '../checksum/without-checksum-files.js';
import { findFiles } from '../file/find-files.js';
import { isRemote } from '../remote/remote-address.js';

/**
 * Finds the inputs that match a pattern, in the order of their paths: files, each with the member
 * that the pattern names after a `#`. The input `-` and an `https://` address are returned as they
 * are. The checksum file of another match, such as `a.zip.CHECKSUM`, is left out.
 *
 * @throws WdhError `FILE_NOT_FOUND`, `FILE_NOT_READABLE` (file), as `csvSources` does
 * @example await findInputs('exports/*.zip#data.csv'); // ['exports/1.zip#data.csv', …]
 */
export async function findInputs(pattern: string): Promise<string[]> {
  if (pattern === '-' || isRemote(pattern)) return [pattern];
  try {
    return withoutChecksumFiles(await findFiles(pattern));
  } catch (error) {
    const mark = pattern.indexOf('#');
    if (mark === -1 || !(error instanceof WdhError) || error.code !== 'FILE_NOT_FOUND') throw error;
    const archives = withoutChecksumFiles(await findFiles(pattern.slice(0, mark)));
    return archives.map((path) => path + pattern.slice(mark));
  }
}
