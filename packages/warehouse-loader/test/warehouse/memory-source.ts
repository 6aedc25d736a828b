import { createHash } from 'node:crypto';
import type { RowBatch, RowSource } from '@wdh/pipeline-core';

/** A source of rows in memory that looks like a file with a header: record n is on line n + 1. */
export function memorySource<Row extends object>(
  rows: readonly Row[],
  options: {
    readonly batchSize?: number;
    readonly name?: string;
    /** What the header names, as a first batch states it. */
    readonly columns?: readonly string[];
    readonly optionsSha256?: string;
    /** Called before each batch; may wait or throw. */
    readonly beforeBatch?: (index: number) => Promise<void> | void;
  } = {},
): RowSource<Row> {
  const { batchSize = 100, name = 'memory.csv', columns, optionsSha256, beforeBatch } = options;
  const content = JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return {
    identify: () =>
      Promise.resolve({
        name,
        sizeBytes: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
        ...(optionsSha256 === undefined ? {} : { optionsSha256 }),
      }),
    async *read(): AsyncGenerator<RowBatch<Row>> {
      if (columns !== undefined) {
        yield { rows: [], rowNumbers: [], lineNumbers: [], rejected: [], columns };
      }
      for (let start = 0; start < rows.length; start += batchSize) {
        await beforeBatch?.(start / batchSize);
        const part = rows.slice(start, start + batchSize);
        yield {
          rows: part,
          rowNumbers: part.map((_, index) => start + index + 1),
          lineNumbers: part.map((_, index) => start + index + 2),
          rejected: [],
        };
      }
    },
  };
}
