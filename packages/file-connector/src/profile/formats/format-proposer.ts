/** A format that the cells of a column may have. It is only proposed, and never applied by itself. */
export interface FormatProposal {
  /** The name of the format, such as `number:1.234,56`, from which the format is created. */
  readonly format: string;
  /** Cells that have the format. */
  readonly cells: number;
  /** Their share of the cells that are neither null nor empty, from 0 to 1. */
  readonly share: number;
  /**
   * Whether another format, or the cells as they are, fit as many cells and give another value: such
   * as `1.234`, which is 1234 or 1.234, and `00501`, which may be an id. A person must decide.
   */
  readonly isAmbiguous: boolean;
}

/** Finds the formats that the cells of one column may have, in bounded memory. */
export interface FormatProposer {
  /** Adds a cell, neither null nor empty, that occurs `count` times in a row. */
  note(cell: string, count: number): void;
  /**
   * Adds cells that are numbers, dates or times as PostgreSQL writes them. Such a cell needs no
   * format, but may have one.
   */
  notePlain(cell: string, count: number): void;
  /** Returns the formats that fit, the largest share first. */
  proposals(): readonly FormatProposal[];
}

/** Creates a proposer for one column. */
export type ProposerFactory = () => FormatProposer;
