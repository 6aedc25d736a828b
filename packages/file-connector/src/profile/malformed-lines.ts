import type { RejectedRow } from '@wdh/pipeline-core';

/** A record that could not be read. */
export interface MalformedLine {
  readonly lineNumber: number | null;
  readonly code: string;
}

/** Malformed records of a profile that are described. */
const mostDescribed = 10;

/** Collects the first malformed records of a file, without their text. */
export class MalformedLines {
  readonly #first: MalformedLine[] = [];

  get first(): readonly MalformedLine[] {
    return this.#first;
  }

  add(rejected: readonly RejectedRow[]): void {
    for (const { lineNumber, code } of rejected.slice(0, mostDescribed - this.#first.length)) {
      this.#first.push({ lineNumber: lineNumber ?? null, code });
    }
  }
}
