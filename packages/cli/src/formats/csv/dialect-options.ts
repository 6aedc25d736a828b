import { certainFrom, type DetectedDialect, type KnownDialect } from '@wdh/file-connector';
import type { ReadingOptions } from '../../reading/reading-options.js';
import { givenHeader } from '../tables/given-layout.js';

/** The options of a reader for a detected dialect. */
export interface DialectReading {
  readonly delimiter: string;
  readonly quote: string | null;
  readonly escape?: string;
  readonly comment?: string;
  readonly skipLines: number;
  readonly hasHeader: boolean;
}

/** Returns the detected dialect, with what the user chose; a header that is not certain is assumed. */
export function dialectOptions(
  { proposals }: DetectedDialect,
  chosen: Pick<ReadingOptions, 'escape' | 'comment'>,
): DialectReading {
  const { delimiter, quote, skipLines, hasHeader } = proposals;
  const escape = chosen.escape === undefined ? proposals.escape.value : chosen.escape;
  const comment = chosen.comment === undefined ? proposals.comment.value : chosen.comment;
  return {
    delimiter: delimiter.value,
    quote: quote.value,
    ...(escape === null ? {} : { escape }),
    ...(comment === null ? {} : { comment }),
    skipLines: skipLines.value,
    hasHeader: hasHeader.value || hasHeader.confidence < certainFrom,
  };
}

/** Returns what the user chose of a dialect, which is not to be detected. */
export function knownDialect(options: ReadingOptions): KnownDialect {
  const { delimiter, quote, escape, skipLines, encoding } = options;
  const hasHeader = givenHeader(options);
  const { headerRows, skipAfterHeader, footerRows } = options;
  return {
    ...{ delimiter, quote, escape: escape ?? undefined, skipLines, encoding, hasHeader },
    ...{ headerRows, skipAfterHeader, footerRows },
  };
}
