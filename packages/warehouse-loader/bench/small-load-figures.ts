import type { BenchSetting } from './bench-setting.js';
import type { Figure } from './figure.js';
import { median } from './measure.js';
import { runLoad } from './run-load.js';

/** Loads a thousand rows in memory with an idle pool. */
export async function smallLoadFigures(setting: BenchSetting): Promise<readonly Figure[]> {
  const { database, files } = setting;
  const path = await files.path('clean');
  await database.prepareEmpty();
  const { smallLoads } = await runLoad({ connectionUrl: database.url, path, from: 'small' });
  const [first = NaN, ...later] = smallLoads;
  const unit = 'ms';
  return [
    { what: '1,000 rows, first load of a process', unit, measured: first },
    { what: '1,000 rows into an idle pool', unit, measured: median(later), atMost: 50 },
  ];
}
