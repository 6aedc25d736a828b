import type { BenchSetting } from './bench-setting.js';
import { loadSubject } from './bench-setting.js';
import { type Figure, ratioFigure } from './figure.js';
import { takeTurns } from './measure.js';

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
  const unit = 'times the clean load';
  return [
    ratioFigure(
      { what: 'one percent fails validation, collected', unit, atMost: 1.1 },
      times.invalid,
      times.clean,
    ),
    ratioFigure(
      { what: "onRefusal: 'reject', nothing refused", unit },
      times.rejecting,
      times.clean,
    ),
    ratioFigure(
      { what: 'one in 10,000 refused by the database only', unit, atMost: 1.2 },
      times.refused,
      times.clean,
    ),
  ];
}
