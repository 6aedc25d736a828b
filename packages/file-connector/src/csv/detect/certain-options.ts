import { WdhError } from '@wdh/pipeline-core';
import { certainFrom, type Proposal } from '../../layout/detect/proposal.js';
import type { CsvSourceOptions } from '../csv-source-options.js';
import type { DetectedDialect } from './detect-dialect.js';

/**
 * Converts a detected dialect to options for `csvSource`, and throws where it is not certain.
 * Columns of a file without a header are named `column_1`, `column_2` and so on.
 *
 * @throws WdhError `ENCODING_UNCERTAIN`, `DIALECT_UNCERTAIN` (data) naming every option that must
 * be given, with likely values
 * @example
 * const known = { encoding: 'windows-1252' } as const;
 * const source = csvSource('export.csv', certainOptions(await detectDialect('export.csv', known)));
 */
export function certainOptions(detected: DetectedDialect): CsvSourceOptions {
  const { proposals, fieldCount, encodings } = detected;
  const { encoding, delimiter, quote, escape, comment, skipLines, hasHeader } = proposals;
  if (encoding.value === null || encoding.confidence < certainFrom) {
    throw uncertain('ENCODING_UNCERTAIN', [`encoding (${likely(encodings)})`]);
  }
  const open = Object.entries({ delimiter, quote, escape, comment, skipLines, hasHeader }).flatMap(
    ([name, { value, confidence }]: [string, Proposal<unknown>]) =>
      confidence < certainFrom ? [`${name} (${likely([value])})`] : [],
  );
  const { secondTableLine } = proposals;
  if (secondTableLine.confidence < certainFrom) {
    const where =
      secondTableLine.value === null ? 'may be there' : `begins on line ${secondTableLine.value}`;
    open.push(`skipLines and the end, for another table ${where}`);
  }
  const { headerRows, skipAfterHeader, footerRecords: footerRows } = proposals;
  for (const [name, count] of Object.entries({ headerRows, skipAfterHeader, footerRows })) {
    const isUsual = count.value === 0 || (name === 'headerRows' && count.value === 1);
    if (!isUsual && count.confidence < certainFrom) open.push(`${name} (${likely([count.value])})`);
  }
  if (open.length > 0) throw uncertain('DIALECT_UNCERTAIN', open);
  const names = Array.from({ length: fieldCount }, (_, index) => `column_${index + 1}`);
  return {
    encoding: encoding.value,
    delimiter: delimiter.value,
    quote: quote.value,
    ...(escape.value === null ? {} : { escape: escape.value }),
    ...(comment.value === null ? {} : { comment: comment.value }),
    skipLines: skipLines.value,
    hasHeader: hasHeader.value,
    ...(hasHeader.value ? {} : { columns: names }),
    ...(headerRows.value > 1 ? { headerRows: headerRows.value } : {}),
    ...(skipAfterHeader.value > 0 ? { skipAfterHeader: skipAfterHeader.value } : {}),
    ...(footerRows.value > 0 ? { footerRows: footerRows.value } : {}),
  };
}

function likely(values: readonly unknown[]): string {
  if (values.length === 0) return 'none of the supported ones';
  return `perhaps ${values
    .slice(0, 4)
    .map((value) => JSON.stringify(value))
    .join(' or ')}`;
}

function uncertain(code: string, open: readonly string[]): WdhError {
  return new WdhError(
    `The format of the file cannot be detected with certainty. Look at it and pass to detectDialect or csvSource: ${open.join('; ')}.`,
    { code, category: 'data' },
  );
}
