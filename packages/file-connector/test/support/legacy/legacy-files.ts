import type { Encoding } from '../../../src/index.js';
import { encodeText } from './encode-text.js';
import { type LanguageExport, languageExports } from './language-exports.js';

/** An export in a legacy encoding, with its text. */
export interface LegacyFile {
  readonly name: string;
  readonly encoding: Encoding;
  readonly size: LegacySize;
  readonly text: string;
  readonly bytes: Buffer;
}

/** Sizes: a word, a record, five records, and two hundred. */
export type LegacySize = 'word' | 'record' | 'few' | 'long';

const sizes: readonly LegacySize[] = ['word', 'record', 'few', 'long'];
const rowCounts: Record<LegacySize, number> = { word: 1, record: 1, few: 5, long: 200 };
const beyondAscii = /[^\x00-\x7f]/;

/** Creates the exports of each language in each of its encodings, short and long. */
export function legacyFiles(): LegacyFile[] {
  return languageExports.flatMap((of) =>
    of.encodings.flatMap((encoding) =>
      sizes.flatMap((size): LegacyFile[] => {
        const text = size === 'word' ? wordOf(of) : tableOf(of, rowCounts[size]);
        const bytes = encodeText(text, encoding);
        if (bytes === null) throw new Error(`${of.language} cannot be written in ${encoding}`);
        return [{ name: `${of.language}, ${encoding}, ${size}`, encoding, size, text, bytes }];
      }),
    ),
  );
}

/** A file with one non-ASCII word. */
function wordOf({ cities, people }: LanguageExport): string {
  const words = `${cities},${people}`.split(/[, ]/).filter((word) => beyondAscii.test(word));
  return `id;name\n1;${words[0] ?? ''}\n`;
}

function tableOf({ header, people, cities, remarks }: LanguageExport, rowCount: number): string {
  const names = people.split(',');
  const places = cities.split(',');
  const rows = Array.from({ length: rowCount }, (_, index) => {
    const pick = (from: readonly string[], step: number): string =>
      from[(index * step) % from.length] ?? '';
    const day = String((index % 28) + 1).padStart(2, '0');
    const amount = `${index * 37 + 5},${String(index % 100).padStart(2, '0')}`;
    return [pick(names, 1), pick(places, 3), amount, `2025-03-${day}`, pick(remarks, 5)].join(';');
  });
  const [first, second, third, fourth] = header;
  return `${[second, third, first, 'Nr', fourth].join(';')}\r\n${rows.join('\r\n')}\r\n`;
}
