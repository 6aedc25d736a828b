import type { CellFormat } from '../cell-format.js';
import { dateFormat, dateTimeFormat } from './date-format.js';
import type { AnyDateOptions } from './options/date-format-options.js';
import { optionsOf } from './options/options-of-name.js';
import { invalidName } from './options/options-of-name.js';

/** A text in quotes, or a character. */
const piece = /'(?:[^']|'')*'|[\s\S]/g;

/**
 * Creates the format of a name such as `date:DD.MM.YYYY`, `date:D MMM YY; pivot=1970` or
 * `datetime:DD.MM.YYYY HH:mm @Europe/Berlin`; undefined for a name that begins with neither `date:` nor
 * `datetime:`. It is the inverse of the `name` of a format.
 *
 * @throws WdhError `INVALID_OPTION` (usage) for a pattern or option that is not valid
 */
export function dateFormatOf(name: string): CellFormat | undefined {
  const [, kind, text = ''] = /^(date|datetime):(.*)$/s.exec(name) ?? [];
  if (kind === undefined) return undefined;
  const [patternsAndZone = '', ...settings] = split(text, '; ');
  const [patterns = '', zone, ...more] = split(patternsAndZone, ' @');
  if (more.length > 0) throw invalidName(name, 'has two zones');
  const options = { ...optionsOf(name, settings), ...(zone !== undefined && { zone }) };
  const create: (patterns: readonly string[], options: AnyDateOptions) => CellFormat =
    kind === 'date' ? dateFormat : dateTimeFormat;
  return create(split(patterns, ' | '), options);
}

/** Splits a text at a separator that is not in quotes. */
function split(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (const { 0: found, index } of text.matchAll(piece)) {
    if (index < start || found.length > 1 || !text.startsWith(separator, index)) continue;
    parts.push(text.slice(start, index));
    start = index + separator.length;
  }
  return [...parts, text.slice(start)];
}
