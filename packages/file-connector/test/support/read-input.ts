/**
 * A program that identifies and reads an input, and prints what it found: the counts, the temporary
 * files that it has open, and the code of an error.
 */
import { fstatSync, readdirSync, readlinkSync } from 'node:fs';
import { WdhError } from '@wdh/pipeline-core';
import { csvSource } from '../../src/index.js';
import { readSource } from './read-source.js';

const [, , input = '-', temporaryFolder = '', end = ''] = process.argv;

/** Mode and number of links of the open files of the temporary folder. */
function copies(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      if (!readlinkSync(`/proc/self/fd/${fd}`).startsWith(temporaryFolder)) return [];
      const { mode, nlink } = fstatSync(Number(fd));
      return [`${(mode & 0o777).toString(8)} ${nlink} links`];
    } catch {
      return [];
    }
  });
}

const source = csvSource(input, {
  temporaryFolder,
  onProgress: ({ phase }) => {
    if (end !== 'kill' || phase !== 'identify') return;
    process.stdout.write('copying\n', () => process.kill(process.pid, 'SIGKILL'));
  },
});
try {
  const { sha256 } = await source.identify();
  const { rows } = await readSource(source);
  const found = { sha256, rowCount: rows.length, copies: copies() };
  await source.close?.();
  process.stdout.write(JSON.stringify({ ...found, afterClose: copies() }));
} catch (error) {
  if (!(error instanceof WdhError)) throw error;
  process.stdout.write(JSON.stringify(error));
}
