import type { OptionNames } from '../names/option-names.js';
import type { FooterMatch } from './footer-match.js';
import type { HeaderFill } from './join-header-rows.js';
import type { NameRule } from './name-columns.js';

/** Options for what is around the records of a table, in a CSV file or in a sheet. */
export interface LayoutOptions {
  /** Number of consecutive rows that name the columns together. Default 1. */
  readonly headerRows?: number | undefined;
  /** Text between the parts of a name that come from several header rows. Default one space. */
  readonly headerJoin?: string | undefined;
  /**
   * Whether an empty cell of an upper header row repeats the cell to its left, as a merged cell is
   * exported: `Price,,Volume,` above `low,high,low,high`. Default `none`.
   */
  readonly headerFill?: HeaderFill | undefined;
  /**
   * What is done with a column name that occurs twice. `number` names the columns `a`, `a_2`, `a_3`,
   * and never a name that the header has. Default `error`.
   */
  readonly duplicateHeaders?: NameRule | undefined;
  /**
   * What is done with a column without a name. `number` names the third column `column_3`, and never
   * by a name that the header has. Default `error`.
   */
  readonly emptyHeaders?: NameRule | undefined;
  /** Lines directly after the header to skip, such as a row of units. Default 0. */
  readonly skipAfterHeader?: number | undefined;
  /**
   * Number of the last records that are a footer and not rows, at most 100. A file with fewer records
   * is an error. Default 0.
   */
  readonly footerRows?: number | undefined;
  /**
   * How a record of the footer begins, such as `{ startsWith: 'Total' }`. The last records that match
   * are the footer, at most 100. One that matches and is followed by other records is malformed.
   * Default: no footer.
   */
  readonly footer?: FooterMatch | readonly FooterMatch[] | undefined;
}

/** The names of {@link LayoutOptions}. */
export const layoutOptionNames: OptionNames<LayoutOptions> = {
  headerRows: true,
  headerJoin: true,
  headerFill: true,
  duplicateHeaders: true,
  emptyHeaders: true,
  skipAfterHeader: true,
  footerRows: true,
  footer: true,
};

/** The completed options. */
export interface Layout {
  readonly headerRows: number;
  readonly headerJoin: string;
  readonly headerFill: HeaderFill;
  readonly duplicateHeaders: NameRule;
  readonly emptyHeaders: NameRule;
  readonly skipAfterHeader: number;
  readonly footerRows: number;
  readonly footer: readonly FooterMatch[];
}

/** The records of a footer at most, as they are buffered until the end of the file. */
export const maxFooterRows = 100;
const maxHeaderRows = 20;

/** Completes the options: one header row, unique names, and no footer. */
export function completeLayout(options: LayoutOptions): Layout {
  const { footer = [] } = options;
  return {
    headerRows: options.headerRows ?? 1,
    headerJoin: options.headerJoin ?? ' ',
    headerFill: options.headerFill ?? 'none',
    duplicateHeaders: options.duplicateHeaders ?? 'error',
    emptyHeaders: options.emptyHeaders ?? 'error',
    skipAfterHeader: options.skipAfterHeader ?? 0,
    footerRows: options.footerRows ?? 0,
    footer: Array.isArray(footer) ? footer : [footer],
  };
}

/** Returns what is wrong with the options, and what is allowed; null where nothing is. */
export function layoutProblem(layout: Layout, hasHeader: boolean): string | null {
  const { headerRows, headerFill, headerJoin, skipAfterHeader, footerRows, footer } = layout;
  const { duplicateHeaders, emptyHeaders } = layout;
  if (!isCount(headerRows, 1, maxHeaderRows)) {
    return `headerRows must be a whole number from 1 to ${maxHeaderRows}`;
  }
  if (typeof headerJoin !== 'string') return 'headerJoin must be a text';
  if (!['none', 'right'].includes(headerFill)) return 'headerFill must be none or right';
  for (const [name, rule] of Object.entries({ duplicateHeaders, emptyHeaders })) {
    if (!['error', 'number'].includes(rule)) return `${name} must be error or number`;
  }
  if (!isCount(skipAfterHeader, 0)) return 'skipAfterHeader must be a whole number from 0';
  if (!isCount(footerRows, 0, maxFooterRows)) {
    return `footerRows must be a whole number from 0 to ${maxFooterRows}`;
  }
  if (!footer.every(isFooterMatch)) {
    return 'footer must be { startsWith: … } or { equals: … } with a text that is not blank, or a list of them';
  }
  if (footerRows > 0 && footer.length > 0) return 'footerRows and footer exclude each other';
  const needsRows = headerFill !== 'none' || headerJoin !== ' ';
  if (headerRows === 1 && needsRows) return 'headerFill and headerJoin need headerRows from 2';
  const needsHeader =
    headerRows > 1 || skipAfterHeader > 0 || [duplicateHeaders, emptyHeaders].includes('number');
  if (needsHeader && !hasHeader) {
    return 'headerRows, skipAfterHeader, duplicateHeaders and emptyHeaders need a header';
  }
  return null;
}

function isCount(value: unknown, least: number, most = Infinity): boolean {
  return Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
}

function isFooterMatch(match: unknown): boolean {
  if (typeof match !== 'object' || match === null) return false;
  const [[kind, text] = [], ...others] = Object.entries(match) as [string, unknown][];
  const isKnown = kind === 'startsWith' || kind === 'equals';
  return isKnown && others.length === 0 && typeof text === 'string' && text.trim() !== '';
}
