import type { BenchSetting } from './bench-setting.js';
import { type Figure, figureOf } from './figure.js';
import { runLoad } from './run-load.js';

/** Loads a thousand rows in memory, in a new process in each round: six loaders, eleven loads each. */
export async function smallLoadFigures(setting: BenchSetting): Promise<readonly Figure[]> {
  const { database, files, rounds } = setting;
  const path = await files.smallPath();
  const [ofProcess, ofLoader, later]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round <= rounds; round += 1) {
    await database.prepareEmpty();
    const { smallLoads } = await runLoad({ connectionUrl: database.url, path, from: 'small' });
    if (round === 0) continue;
    for (const [at, [first = NaN, ...others]] of smallLoads.entries()) {
      (at === 0 ? ofProcess : ofLoader).push(first);
      later.push(...others);
    }
  }
  const unit = 'ms';
  return [
    figureOf({ what: '1,000 rows, first load of a process', unit, atMost: 40 }, ofProcess),
    figureOf({ what: '1,000 rows, first load of a later loader', unit, atMost: 40 }, ofLoader),
    figureOf({ what: '1,000 rows into a loader that has loaded', unit, atMost: 15 }, later),
  ];
}
