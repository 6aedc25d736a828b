import type { Params } from '../params.js';
import { type LineFormat, lineFormats } from './formats.js';
import type { TradeFileName } from './trade-file-name.js';

/** The formats that fit a file of lines. */
export interface FoundLineFormats {
  readonly formats: readonly LineFormat[];
  readonly hasHeader: boolean;
}

/**
 * Finds the formats that fit a file of lines: by its header, otherwise by the number of its columns,
 * together with its name and the parameter `market`.
 */
export function findLineFormats(
  firstRecord: readonly string[],
  name: Pick<TradeFileName, 'kind'> | null,
  { market }: Pick<Params, 'market'>,
): FoundLineFormats {
  const isPossible = (format: LineFormat): boolean =>
    market === undefined ? name === null || format.market !== 'kraken' : format.market === market;
  const possible = lineFormats.filter(
    (format) => isPossible(format) && (name === null || name.kind === format.kind),
  );
  // The first column of data is a number in every format.
  const hasHeader = !/^-?\d/.test(firstRecord[0] ?? '0');
  const fits = ({ columns }: LineFormat): boolean =>
    hasHeader
      ? columns.toSorted().join(' ') === firstRecord.toSorted().join(' ')
      : firstRecord.length === 0 || columns.length === firstRecord.length;
  return { formats: possible.filter(fits), hasHeader };
}
