import type { FileFormat } from '../detect/detect-format.js';
import type { Encoding } from '../encoding/encoding.js';
import type { ReadStatistics } from '../tally/read-tally.js';
import type { FileColumn } from './column-profiler.js';
import type { MalformedLine, MalformedLines } from './malformed-lines.js';
import { proposedKey } from './proposed-key.js';

/** What a whole file contains. */
export interface FileProfile {
  /** Path or name of the input. */
  readonly name: string;
  readonly format: FileFormat;
  readonly encoding: Encoding;
  readonly statistics: ReadStatistics;
  /** Well-formed records, without the header. */
  readonly rows: number;
  readonly malformed: {
    readonly count: number;
    /** The first ten of them, without their text. */
    readonly first: readonly MalformedLine[];
  };
  /** In the order of the file. */
  readonly columns: readonly FileColumn[];
  /** The columns whose values are all present and different. */
  readonly candidateKeys: readonly string[];
  /** The candidate to propose as primary key; null where none identifies a row. */
  readonly proposedKey: string | null;
}

/** Completes a profile from its columns. */
export function fileProfile(
  name: string,
  encoding: Encoding,
  statistics: ReadStatistics,
  { first }: MalformedLines,
  columns: readonly FileColumn[],
): Omit<FileProfile, 'format'> {
  const { rows, malformed } = statistics;
  return {
    name,
    encoding,
    statistics,
    rows,
    malformed: { count: malformed, first },
    columns,
    candidateKeys: columns.filter(({ isUnique }) => isUnique === true).map((column) => column.name),
    proposedKey: proposedKey(columns, rows),
  };
}
