import type { BenchSetting } from './bench-setting.js';
import { loadSubject } from './bench-setting.js';
import type { Figure } from './figure.js';
import { median, medianRatio, takeTurns } from './measure.js';

/** File to table, and memory to table, compared with a manual COPY. */
export async function appendFigures(setting: BenchSetting): Promise<readonly Figure[]> {
  const { database, files, rounds } = setting;
  const path = await files.path('clean');
  const times = await takeTurns(rounds, {
    copy: { prepare: () => database.prepareEmpty(), run: () => database.copyByHand(path) },
    validated: loadSubject(setting, path),
    unvalidated: loadSubject(setting, path, { validate: false }),
    memory: loadSubject(setting, path, { from: 'memory' }),
  });
  const toCopy = (subject: readonly number[]): number => medianRatio(subject, times.copy);
  return [
    { what: database.byHand, unit: 's', measured: median(times.copy) / 1000 },
    {
      what: 'file, every field validated, audited append',
      unit: `times ${database.byHand}`,
      measured: toCopy(times.validated),
      atMost: 1.4,
    },
    {
      what: 'the same without validation',
      unit: `times ${database.byHand}`,
      measured: toCopy(times.unvalidated),
    },
    {
      what: 'rows in memory, append',
      unit: `times ${database.byHand}`,
      measured: toCopy(times.memory),
      atMost: 1.15,
    },
  ];
}
