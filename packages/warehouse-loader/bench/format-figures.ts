import { type BenchSetting, loadSubject } from './bench-setting.js';
import type { Figure } from './figure.js';
import { median, medianRatio, takeTurns } from './measure.js';

const numbers = {
  amount: 'number:1.234,56 €',
  discount: 'number:1234,5',
  weight: 'number:1.234,56',
};
const dates = { day: 'date:DD.MM.YYYY', sold_at: 'datetime:DD.MM.YYYY HH:mm:ss' };

/**
 * Numbers and dates in the notation of a country, compared with the same values as PostgreSQL has them, by
 * the processor time of the loading process.
 */
export async function formatFigures(setting: BenchSetting): Promise<readonly Figure[]> {
  const { files, rounds, database } = setting;
  const plain = await files.salesPath('plain');
  const plainWithSign = await files.salesPath('plain with €');
  const german = await files.salesPath('german');
  const subject = (path: string, formats: Readonly<Record<string, string>>) =>
    loadSubject(
      setting,
      path,
      { table: 'sales', validate: false, reading: { delimiter: ';' }, formats },
      'cpuMs',
    );
  const subjects = {
    plain: subject(plain, {}),
    'plain with €': subject(plainWithSign, {}),
    formatted: subject(german, { ...numbers, ...dates }),
  };
  const digests = new Set<string>();
  for (const { prepare, run } of [subjects.plain, subjects.formatted]) {
    await prepare();
    await run();
    digests.add(await database.salesDigest());
  }
  if (digests.size > 1) throw new Error('The formats do not give the values of the plain file.');
  const times = await takeTurns(rounds, subjects);
  const what = '3 columns with number formats and €, 2 with date formats';
  return [
    { what: 'plain file, processor', unit: 's', measured: median(times.plain) / 1000 },
    {
      what,
      unit: 'times the plain file',
      measured: medianRatio(times.formatted, times.plain),
      atMost: 1.2,
    },
    {
      what: `${what}, to a plain file with a € in each row`,
      unit: 'times that file',
      measured: medianRatio(times.formatted, times['plain with €']),
      atMost: 1.2,
    },
  ];
}
