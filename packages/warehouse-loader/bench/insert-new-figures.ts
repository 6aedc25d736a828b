import type { BenchSetting } from './bench-setting.js';
import { loadSubject } from './bench-setting.js';
import { type Figure, ratioFigure, secondsFigure } from './figure.js';
import { takeTurns } from './measure.js';

/** Insert of the new rows of a file, half of them, compared with manual staging and ON CONFLICT. */
export async function insertNewFigures(setting: BenchSetting): Promise<readonly Figure[]> {
  const { database, files, rounds } = setting;
  const path = await files.path('clean');
  const prepare = (): Promise<void> => database.prepareLoaded(path, 'half');
  const digest = (): Promise<string> => database.digest('records');
  const options = { mode: 'insert_new', upsertKeys: ['id'] };
  const times = await takeTurns(rounds, {
    byHand: { prepare, run: () => database.insertNewByHand(path), digest },
    insertNew: { ...loadSubject(setting, path, { options }), prepare, digest },
    memory: { ...loadSubject(setting, path, { from: 'memory', options }), prepare, digest },
  });
  const unit = 'times the insert by hand';
  return [
    secondsFigure('insert of new rows by hand', times.byHand),
    ratioFigure(
      { what: 'file, validated, audited insert_new, half new', unit },
      times.insertNew,
      times.byHand,
    ),
    ratioFigure({ what: 'rows in memory, insert_new, half new', unit }, times.memory, times.byHand),
  ];
}
