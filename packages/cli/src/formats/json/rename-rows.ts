import { NumberTexts, type RowBatch, type RowSource } from '@wdh/pipeline-core';
import type { LoadColumn } from '../load-column.js';

type Row = Record<string, unknown>;

/**
 * Gives every row of JSON Lines all columns of the table that the file has: a property that a row
 * does not have is null. Properties are named as the columns; a property that is not listed stays,
 * so that the load refuses it.
 */
export function completeRows(
  source: RowSource<Row>,
  columns: readonly LoadColumn[],
): RowSource<Row> {
  const from = new Map(columns.map((column) => [column.from, column.to]));
  const loaded = columns.flatMap(({ to }) => (to === null ? [] : [to]));
  const template: Row = Object.fromEntries(loaded.map((name) => [name, null]));
  async function* read(signal?: AbortSignal): AsyncGenerator<RowBatch<Row>> {
    // One for all batches: the load keeps that of the first.
    const texts = new NumberTexts();
    for await (const batch of source.read(signal)) {
      const rows = batch.rows.map((row) => completed(row, batch.numberTexts, texts));
      yield { ...batch, rows, numberTexts: texts };
    }
  }
  function completed(row: Row, known: NumberTexts | undefined, texts: NumberTexts): Row {
    const complete = { ...template };
    const originals: Row = {};
    for (const [property, value] of Object.entries(row)) {
      const name = from.get(property);
      if (name === null) continue;
      complete[name ?? property] = value;
      if (typeof value !== 'string') continue;
      const wasNumber = known?.wasNumber(row, property, value);
      originals[name ?? property] = wasNumber === true ? Number(value) : value;
    }
    texts.note(complete, originals);
    return complete;
  }
  return {
    ...source,
    identify: (signal) => source.identify(signal),
    read,
    get statistics() {
      return source.statistics;
    },
  };
}
