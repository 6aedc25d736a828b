import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeBigCsv, writeKeysCsv, writeWideCsv } from './big-csv.js';

const runs = 5;
const folder = await mkdtemp(join(tmpdir(), 'wdh-bench-'));

try {
  const usual = join(folder, 'usual.csv');
  const keys = join(folder, 'keys.csv');
  await writeBigCsv(usual, 123_150_000);
  await writeKeysCsv(keys, 1_000_000);
  const wide = join(folder, 'wide.csv');
  await writeWideCsv(wide, 20_000);
  const program = fileURLToPath(new URL('profile-memory.ts', import.meta.url));
  for (const path of [usual, keys, wide]) {
    console.log(`${path}, ${((await stat(path)).size / 1e6).toFixed(0)} MB`);
    for (let run = 0; run < runs; run += 1) {
      console.log(
        execFileSync(process.execPath, [...process.execArgv, program, path])
          .toString()
          .trim(),
      );
    }
  }
} finally {
  await rm(folder, { recursive: true });
}
