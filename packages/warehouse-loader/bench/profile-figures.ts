import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchSetting } from './bench-setting.js';
import { type Figure, figureOf } from './figure.js';
import { type CpuProfile, secondsByPart } from './profile/seconds-by-part.js';
import { runLoad } from './run-load.js';

/** Processor time of the main thread of a validated load from a file, by part, from profiles of V8. */
export async function profileFigures(setting: BenchSetting): Promise<readonly Figure[]> {
  const { database, files, rounds } = setting;
  const path = await files.path('clean');
  const byPart = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'wdh-profile-'));
    try {
      await database.prepareEmpty();
      const profiling = ['--cpu-prof', `--cpu-prof-dir=${folder}`];
      await runLoad({ connectionUrl: database.url, path }, profiling);
      const seconds = new Map<string, number>();
      for (const file of await readdir(folder)) {
        const profile = JSON.parse(await readFile(join(folder, file), 'utf8')) as CpuProfile;
        for (const [part, s] of secondsByPart(profile)) {
          seconds.set(part, (seconds.get(part) ?? 0) + s);
        }
      }
      for (const [part, s] of seconds) byPart.set(part, [...(byPart.get(part) ?? []), s]);
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  return [...byPart]
    .map(([part, seconds]) => figureOf({ what: `profile: ${part}`, unit: 's' }, seconds))
    .toSorted((one, other) => other.measured - one.measured);
}
