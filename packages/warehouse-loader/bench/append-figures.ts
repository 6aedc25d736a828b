import type { BenchSetting } from './bench-setting.js';
import { loadSubject } from './bench-setting.js';
import { type Figure, ratioFigure, secondsFigure } from './figure.js';
import { takeTurns } from './measure.js';

/** File to table, and memory to table, compared with a manual COPY. */
export async function appendFigures(setting: BenchSetting): Promise<readonly Figure[]> {
  const { database, files, rounds } = setting;
  const path = await files.path('clean');
  const prepare = (): Promise<void> => database.prepareEmpty();
  const digest = (): Promise<string> => database.digest('records');
  const times = await takeTurns(rounds, {
    copy: { prepare, run: () => database.copyByHand(path), digest },
    validated: { ...loadSubject(setting, path), digest },
    unvalidated: { ...loadSubject(setting, path, { validate: false }), digest },
    memory: { ...loadSubject(setting, path, { from: 'memory' }), digest },
  });
  const unit = `times ${database.byHand}`;
  return [
    secondsFigure(database.byHand, times.copy),
    ratioFigure(
      { what: 'file, every field validated, audited append', unit, atMost: 0.95 },
      times.validated,
      times.copy,
    ),
    ratioFigure({ what: 'the same without validation', unit }, times.unvalidated, times.copy),
    ratioFigure({ what: 'rows in memory, append', unit, atMost: 1.15 }, times.memory, times.copy),
  ];
}
