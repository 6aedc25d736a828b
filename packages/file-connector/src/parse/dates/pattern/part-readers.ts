import type { DateSettings } from '../options/date-settings.js';
import type { PartReader } from '../scan/fields.js';
import { halfReader, nameReader, ordinalReader } from '../scan/name-readers.js';
import { exactNumber, fraction, shortNumber, yearSince } from '../scan/number-readers.js';
import { offsetReader } from '../scan/offset-reader.js';
import { literalReader, zoneNameReader } from '../scan/text-readers.js';
import type { PartKey } from './parts.js';
import type { Token } from './tokens.js';

interface PartContext {
  readonly settings: DateSettings;
  /** How often the letter is repeated. */
  readonly length: number;
  /** Whether a point after a name belongs to it. */
  readonly takesPoint: boolean;
}

const month = ({ settings, takesPoint }: PartContext) =>
  nameReader('month', settings.months, takesPoint);
const weekday = ({ settings, takesPoint }: PartContext) =>
  nameReader('weekday', settings.weekdays, takesPoint);

const readers: Readonly<Record<PartKey, (context: PartContext) => PartReader>> = {
  YYYY: () => exactNumber('year', 4),
  YY: ({ settings }) => yearSince(settings.pivot ?? 0),
  MMMM: month,
  MMM: month,
  MM: () => exactNumber('month', 2),
  M: () => shortNumber('month'),
  DDDD: () => exactNumber('dayOfYear', 3),
  DD: () => exactNumber('day', 2),
  Do: () => ordinalReader,
  D: () => shortNumber('day'),
  dddd: weekday,
  ddd: weekday,
  GGGG: () => exactNumber('weekYear', 4),
  WW: () => exactNumber('week', 2),
  E: () => exactNumber('weekday', 1),
  HH: () => exactNumber('hour', 2),
  H: () => shortNumber('hour'),
  hh: () => exactNumber('hour', 2),
  h: () => shortNumber('hour'),
  mm: () => exactNumber('minute', 2),
  ss: () => exactNumber('second', 2),
  S: ({ length }) => fraction(length === 1 ? null : length),
  A: () => halfReader,
  a: () => halfReader,
  Z: () => offsetReader,
  z: () => zoneNameReader,
};

/** Returns the readers of tokens, for folded texts if `isFolded`. */
export function readersOf(
  tokens: readonly Token[],
  settings: DateSettings,
  isFolded: boolean,
): readonly PartReader[] {
  return tokens.map((token, index) => {
    if (token.part === null) return literalReader(token.text, isFolded);
    const next = tokens[index + 1];
    const takesPoint = next?.part !== null || !next.text.startsWith('.');
    return readers[token.key]({ settings, length: token.letters.length, takesPoint });
  });
}
