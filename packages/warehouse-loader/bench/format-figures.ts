import { type BenchSetting, loadSubject } from './bench-setting.js';
import type { Figure } from './figure.js';
import { median, medianRatio, takeTurns } from './measure.js';

const numbers = {
  amount: 'number:1.234,56 €',
  discount: 'number:1234,5',
  weight: 'number:1.234,56',
};
const dates = { day: 'date:DD.MM.YYYY', sold_at: 'datetime:DD.MM.YYYY HH:mm:ss' };

/** Numbers and dates in the notation of a country, compared with the same values as PostgreSQL has them. */
export async function formatFigures(setting: BenchSetting): Promise<readonly Figure[]> {
  const { files, rounds, database } = setting;
  const plain = await files.salesPath('plain');
  const german = await files.salesPath('german');
  const common = { table: 'sales', validate: false, reading: { delimiter: ';' } } as const;
  const subjects = {
    plain: loadSubject(setting, plain, common),
    formatted: loadSubject(setting, german, { ...common, formats: { ...numbers, ...dates } }),
  };
  const digests = new Set<string>();
  for (const { prepare, run } of Object.values(subjects)) {
    await prepare();
    await run();
    digests.add(await database.salesDigest());
  }
  if (digests.size > 1) throw new Error('The formats do not give the values of the plain file.');
  const times = await takeTurns(rounds, subjects);
  return [
    { what: 'file without formats', unit: 's', measured: median(times.plain) / 1000 },
    {
      what: '3 columns with number formats, 2 with date formats',
      unit: 'times the file without formats',
      measured: medianRatio(times.formatted, times.plain),
      atMost: 1.2,
    },
  ];
}
