import type { BenchSetting } from './bench-setting.js';
import type { Figure } from './figure.js';
import { runLoad } from './run-load.js';

/** Peak memory of a process that only loads. */
export async function memoryFigures(setting: BenchSetting): Promise<readonly Figure[]> {
  const { database, files, rows } = setting;
  const figures: Figure[] = [];
  for (const times of [1, 5]) {
    const path = await files.path('clean', times);
    await database.prepareEmpty();
    const { peakMb } = await runLoad({ connectionUrl: database.url, path });
    const what = `peak memory, ${(rows * times).toLocaleString('en')} rows`;
    figures.push({ what, unit: 'MB', measured: peakMb, atMost: 200 });
  }
  return figures;
}
