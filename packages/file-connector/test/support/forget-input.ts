/**
 * A program that reads an archive many times without closing a source, and prints how many temporary
 * copies it has open then, and once they are garbage.
 */
import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { csvSource } from '../../src/index.js';
import { readSource } from './read-source.js';

const [, , archive = '', temporaryFolder = ''] = process.argv;

function openCopies(): number {
  const targets = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return '';
    }
  });
  return targets.filter((target) => target.startsWith(temporaryFolder)).length;
}

for (let time = 0; time < 20; time += 1) {
  await readSource(csvSource(archive, { temporaryFolder }));
}
const before = openCopies();
for (let time = 0; time < 3_000 && openCopies() > 1; time += 1) {
  globalThis.gc?.();
  await wait(10);
}
process.stdout.write(JSON.stringify({ before, after: openCopies() }));
