import { NumberTexts, type RowBatch, type RowSource } from '@wdh/pipeline-core';
import type { LoadColumn } from '../load-column.js';

type Row = Record<string, unknown>;

/**
 * Names the properties of rows as the columns of the table. A property that a row does not have stays
 * absent, so that the load leaves its column as it is; one that is not listed stays, so that the load
 * refuses it.
 */
export function renameRows(source: RowSource<Row>, columns: readonly LoadColumn[]): RowSource<Row> {
  const names = new Map(columns.map(({ from, to }) => [from, to]));
  async function* read(signal?: AbortSignal): AsyncGenerator<RowBatch<Row>> {
    // One for all batches: the load keeps that of the first.
    const texts = new NumberTexts();
    for await (const batch of source.read(signal)) {
      const rows = batch.rows.map((row) => renamed(row, batch.numberTexts, texts));
      yield { ...batch, rows, numberTexts: texts };
    }
  }
  function renamed(row: Row, known: NumberTexts | undefined, texts: NumberTexts): Row {
    const result: Row = {};
    const originals: Row = {};
    for (const [property, value] of Object.entries(row)) {
      const name = names.get(property);
      if (name === null) continue;
      result[name ?? property] = value;
      if (typeof value !== 'string') continue;
      const wasNumber = known?.wasNumber(row, property, value);
      originals[name ?? property] = wasNumber === true ? Number(value) : value;
    }
    texts.note(result, originals);
    return result;
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
