import type { BenchSetting } from './bench-setting.js';
import { loadSubject } from './bench-setting.js';
import type { Figure } from './figure.js';
import { median, medianRatio, takeTurns } from './measure.js';

/** Insert of the new rows of a file, half of them, compared with manual staging and ON CONFLICT. */
export async function insertNewFigures(setting: BenchSetting): Promise<readonly Figure[]> {
  const { database, files, rounds } = setting;
  const path = await files.path('clean');
  const prepare = (): Promise<void> => database.prepareLoaded(path, 'half');
  const options = { mode: 'insert_new', upsertKeys: ['id'] };
  const times = await takeTurns(rounds, {
    byHand: { prepare, run: () => database.insertNewByHand(path) },
    insertNew: { ...loadSubject(setting, path, { options }), prepare },
    memory: { ...loadSubject(setting, path, { from: 'memory', options }), prepare },
  });
  return [
    { what: 'insert of new rows by hand', unit: 's', measured: median(times.byHand) / 1000 },
    {
      what: 'file, validated, audited insert_new, half new',
      unit: 'times the insert by hand',
      measured: medianRatio(times.insertNew, times.byHand),
    },
    {
      what: 'rows in memory, insert_new, half new',
      unit: 'times the insert by hand',
      measured: medianRatio(times.memory, times.byHand),
    },
  ];
}
