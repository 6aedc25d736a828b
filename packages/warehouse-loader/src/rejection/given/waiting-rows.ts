import type { RejectedRow } from '@wdh/pipeline-core';
import type { WriteCounts } from '../../copy/table-writer.js';
import type { PlacedRow } from './given-rows.js';

/** Rows that wait within the transaction until all of them are there, to be read range by range. */
export interface WaitingRows<Row extends PlacedRow> {
  /** Ranges so far. */
  readonly ranges: number;
  /** Reads a range, from 0. */
  get(range: number): Promise<readonly Row[]>;
  /** Positions of the rows whose key comes again. */
  superseded(): Promise<ReadonlySet<number>>;
}

/** Takes rows that are refused. */
export type Refuse = (rejected: readonly RejectedRow[]) => Promise<void>;

/** Brings waiting rows into the target, range by range, and hands over those that are refused. */
export type BringInRanges<Row extends PlacedRow> = (
  rows: WaitingRows<Row>,
  refuse: Refuse,
) => Promise<WriteCounts>;
