import type { BenchSetting } from './bench-setting.js';
import { loadSubject } from './bench-setting.js';
import { type Figure, ratioFigure, secondsFigure } from './figure.js';
import { takeTurns } from './measure.js';

/** Upsert of the same rows, half of them changed, compared with manual staging and ON CONFLICT. */
export async function upsertFigures(setting: BenchSetting): Promise<readonly Figure[]> {
  const { database, files, rounds } = setting;
  const [there, changed] = [await files.path('clean'), await files.path('half-changed')];
  const prepare = (): Promise<void> => database.prepareLoaded(there);
  const digest = (): Promise<string> => database.digest('records');
  const options = { mode: 'upsert', upsertKeys: ['id'] };
  const times = await takeTurns(rounds, {
    byHand: { prepare, run: () => database.upsertByHand(changed), digest },
    upsert: { ...loadSubject(setting, changed, { options }), prepare, digest },
    memory: { ...loadSubject(setting, changed, { from: 'memory', options }), prepare, digest },
  });
  const unit = 'times the upsert by hand';
  return [
    secondsFigure('upsert by hand', times.byHand),
    ratioFigure(
      { what: 'file, validated, audited upsert, half changed', unit, atMost: 1 },
      times.upsert,
      times.byHand,
    ),
    ratioFigure(
      { what: 'rows in memory, upsert, half changed', unit, atMost: 1.25 },
      times.memory,
      times.byHand,
    ),
  ];
}
