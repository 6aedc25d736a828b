import { type BenchSetting, loadSubject } from './bench-setting.js';
import { type Figure, ratioFigure, secondsFigure } from './figure.js';
import { takeTurns } from './measure.js';

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
  const digest = (): Promise<string> => database.digest('sales');
  const times = await takeTurns(rounds, {
    plain: { ...subject(plain, {}), digest },
    'plain with €': subject(plainWithSign, {}),
    formatted: { ...subject(german, { ...numbers, ...dates }), digest },
  });
  const what = '3 columns with number formats and €, 2 with date formats';
  return [
    secondsFigure('plain file, processor', times.plain),
    ratioFigure({ what, unit: 'times the plain file', atMost: 1.2 }, times.formatted, times.plain),
    ratioFigure(
      {
        what: `${what}, to a plain file with a € in each row`,
        unit: 'times that file',
        atMost: 1.2,
      },
      times.formatted,
      times['plain with €'],
    ),
  ];
}
