import type { BenchSetting } from './bench-setting.js';
import { loadSubject } from './bench-setting.js';
import type { Figure } from './figure.js';
import { median, medianRatio, takeTurns } from './measure.js';

/** Upsert of the same rows, half of them changed, compared with manual staging and ON CONFLICT. */
export async function upsertFigures(setting: BenchSetting): Promise<readonly Figure[]> {
  const { database, files, rounds } = setting;
  const [there, changed] = [await files.path('clean'), await files.path('half-changed')];
  const prepare = (): Promise<void> => database.prepareLoaded(there);
  const options = { mode: 'upsert', upsertKeys: ['id'] };
  const times = await takeTurns(rounds, {
    byHand: { prepare, run: () => database.upsertByHand(changed) },
    upsert: { ...loadSubject(setting, changed, { options }), prepare },
    memory: { ...loadSubject(setting, changed, { from: 'memory', options }), prepare },
  });
  return [
    { what: 'upsert by hand', unit: 's', measured: median(times.byHand) / 1000 },
    {
      what: 'file, validated, audited upsert, half changed',
      unit: 'times the upsert by hand',
      measured: medianRatio(times.upsert, times.byHand),
      atMost: 1.25,
    },
    {
      what: 'rows in memory, upsert, half changed',
      unit: 'times the upsert by hand',
      measured: medianRatio(times.memory, times.byHand),
      atMost: 1.25,
    },
  ];
}
