import type { BenchSetting } from './bench-setting.js';
import { loadSubject } from './bench-setting.js';
import type { Figure } from './figure.js';
import { medianRatio, takeTurns } from './measure.js';

/** Loads with rejected rows, compared with the load of a clean file. */
export async function rejectFigures(setting: BenchSetting): Promise<readonly Figure[]> {
  const { files, rows, rounds } = setting;
  const clean = await files.path('clean');
  const [invalid, refused] = [
    await files.path('one-percent-invalid'),
    await files.path('one-in-10000-refused'),
  ];
  const rejecting = { onRefusal: 'reject' };
  const times = await takeTurns(rounds, {
    clean: loadSubject(setting, clean),
    invalid: loadSubject(setting, invalid, { rejected: Math.floor((rows + 50) / 100) }),
    rejecting: loadSubject(setting, clean, { options: rejecting }),
    refused: loadSubject(setting, refused, {
      rejected: Math.floor((rows + 5_000) / 10_000),
      options: rejecting,
    }),
  });
  const toClean = (subject: readonly number[]): number => medianRatio(subject, times.clean);
  const unit = 'times the clean load';
  return [
    {
      what: 'one percent fails validation, collected',
      unit,
      measured: toClean(times.invalid),
      atMost: 1.3,
    },
    { what: "onRefusal: 'reject', nothing refused", unit, measured: toClean(times.rejecting) },
    {
      what: 'one in 10,000 refused by the database only',
      unit,
      measured: toClean(times.refused),
      atMost: 1.5,
    },
  ];
}
