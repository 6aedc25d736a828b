import { WdhError } from '@wdh/pipeline-core';
import type { CellFormat } from './cell-format.js';
import { dateFormatOf } from './dates/date-format-of.js';
import { numberFormatOf } from './numbers/name/number-format-of.js';

/** A format of cells, or its name such as `date:DD.MM.YYYY`: see {@link cellFormatOf}. */
export type CellFormatOption = CellFormat | `${'number' | 'date' | 'datetime'}:${string}`;

/**
 * Creates a format of cells from its name, as commands, requests and profiles write it:
 * `number:1.234,56`, `date:DD.MM.YYYY`, `datetime:DD.MM.YYYY HH:mm @Europe/Berlin`.
 *
 * @throws WdhError `INVALID_OPTION` (usage) for a text that is not a format
 */
export function cellFormatOf(name: string): CellFormat {
  const format = name.startsWith('number:') ? numberFormatOf(name) : dateFormatOf(name);
  if (format !== undefined) return format;
  throw new WdhError(
    `${JSON.stringify(name)} is no format of cells: begin it with number:, date: or datetime:, such as number:1.234,56 or date:DD.MM.YYYY.`,
    { code: 'INVALID_OPTION', category: 'usage' },
  );
}
