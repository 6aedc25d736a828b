import { completeDialect } from '../dialect/csv-dialect.js';
import { ReadTally } from '../read-tally.js';
import { parseRecords } from '../records/parse-records.js';
import { RecordSplitter } from '../records/record-splitter.js';

/** How well a dialect fits a text. */
export interface DialectFit {
  readonly dialect: { readonly delimiter: string; readonly quote: string };
  /** Fields of most records. */
  readonly fieldCount: number;
  /** Share of all records that are sound and have that many fields; 0 where that is one. */
  readonly score: number;
}

/** Reads a text in a dialect and tells how many of its records agree. */
export function fitOfDialect(text: string, dialect: DialectFit['dialect']): DialectFit {
  const complete = completeDialect(dialect);
  const splitter = new RecordSplitter(
    {
      dialect: complete,
      maxRecordBytes: 64 * 1024,
      policy: 'strict',
      hasHeader: false,
      skipLines: 0,
    },
    new ReadTally(),
  );
  const found = splitter.split(text, true);
  const counts = new Map<number, number>();
  for (const { length } of parseRecords(found, complete)) {
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const [fieldCount, agreeing] = [...counts].sort((one, other) => other[1] - one[1])[0] ?? [1, 0];
  const total = found.recordCount + found.malformed.length;
  return { dialect, fieldCount, score: fieldCount === 1 ? 0 : agreeing / total };
}
