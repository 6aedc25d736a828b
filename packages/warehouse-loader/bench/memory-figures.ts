import type { BenchSetting } from './bench-setting.js';
import { type Figure, figureOf } from './figure.js';
import { runLoad } from './run-load.js';

/** Peak memory of a process that only loads; of three processes, and of one for ten times as many rows. */
export async function memoryFigures(setting: BenchSetting): Promise<readonly Figure[]> {
  const { database, files, rows } = setting;
  const figures: Figure[] = [];
  for (const { times, processes } of [
    { times: 1, processes: 3 },
    { times: 10, processes: 1 },
  ]) {
    const path = await files.path('clean', times);
    const peaks: number[] = [];
    for (let process = 0; process < processes; process += 1) {
      await database.prepareEmpty();
      peaks.push((await runLoad({ connectionUrl: database.url, path })).peakMb);
    }
    const what = `peak memory, ${(rows * times).toLocaleString('en')} rows`;
    figures.push(figureOf({ what, unit: 'MB', atMost: 150 }, peaks));
  }
  return figures;
}
