import {
  completeLayout,
  type Layout,
  type LayoutOptions,
  layoutProblem,
} from '../../layout/layout-options.js';
import type { CsvDialect } from '../dialect/csv-dialect.js';

/** Options for what is around the records and the cells of a CSV file. */
export interface CsvLayoutOptions extends LayoutOptions {
  /**
   * Whether `trimBlanks` also drops spaces and tabs at both ends of a quoted cell, inside the quotes.
   * Default false.
   */
  readonly trimQuoted?: boolean | undefined;
  /**
   * `ignore` drops the empty cell after a last delimiter: of the header if its last name is empty,
   * and of the records if they have one cell more than the header. Each record must end like the
   * first ones: any other is malformed, and so is a cell there that is not empty. Default `error`.
   */
  readonly trailingDelimiter?: 'error' | 'ignore' | undefined;
}

/** The completed options. */
export interface CsvLayout extends Layout {
  readonly trimQuoted: boolean;
  readonly trailingDelimiter: 'error' | 'ignore';
}

/** Completes the options: nothing is trimmed or dropped. */
export function completeCsvLayout(options: CsvLayoutOptions): CsvLayout {
  const { trimQuoted = false, trailingDelimiter = 'error' } = options;
  return { ...completeLayout(options), trimQuoted, trailingDelimiter };
}

/** Returns what is wrong with the options, and what is allowed; null where nothing is. */
export function csvLayoutProblem(
  layout: CsvLayout,
  {
    hasHeader,
    policy,
    dialect: { blanks },
  }: {
    readonly hasHeader: boolean;
    readonly policy: string;
    readonly dialect: Pick<CsvDialect, 'blanks'>;
  },
): string | null {
  const { trimQuoted, trailingDelimiter } = layout;
  if (typeof trimQuoted !== 'boolean') return 'trimQuoted must be true or false';
  if (trimQuoted && blanks === '') return 'trimQuoted needs trimBlanks';
  if (!['error', 'ignore'].includes(trailingDelimiter)) {
    return 'trailingDelimiter must be error or ignore';
  }
  if (trailingDelimiter === 'ignore' && policy === 'lenient') {
    return 'trailingDelimiter: ignore needs policy: strict, as lenient repairs the ends of records by its own rule';
  }
  return layoutProblem(layout, hasHeader);
}
