/** Prints how dates are read: the same in any zone and locale of the machine. */
import { dateFormatOf } from '../../src/index.js';

const cells: Readonly<Record<string, readonly string[]>> = {
  'date:DD/MM/YYYY | D MMMM YYYY': ['05/03/2025', '5 mars 2025', '5 März 2025', '5 марта 2025'],
  'date:dddd, D. MMM YYYY': ['Mittwoch, 5. Mär 2025', 'Di, 5. Mär 2025', 'İ, 5. I 2025'],
  'date:excel-1900': ['45721', '60'],
  'datetime:YYYY-MM-DD HH:mm': ['2025-03-30 02:30', '2025-10-26 02:30', '1893-04-01 00:01'],
  'datetime:YYYY-MM-DD h:mm A @America/New_York': ['2025-03-09 2:30 AM', '2025-07-01 2:30 pm'],
  'datetime:YYYY-MM-DD HH:mm z': ['2025-07-01 12:00 Asia/Tokyo', '2025-07-01 12:00 GMT'],
  'datetime:epoch-milliseconds': ['1741185045123', '-1'],
};

const results = Object.entries(cells).map(([name, texts]) => {
  const format = dateFormatOf(name);
  return [format?.name, format?.expected, texts.map((text) => format?.parse(text))];
});
process.stdout.write(JSON.stringify(results));
