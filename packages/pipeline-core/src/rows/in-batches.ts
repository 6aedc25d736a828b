/**
 * Splits rows into batches, so that any iterable of rows can be streamed.
 *
 * @param options - `batchSize` in rows, default 1000.
 * @example
 * for await (const batch of pipeline.stream(inBatches(generateRows()))) await write(batch.rows);
 */
export async function* inBatches<Row extends object>(
  rows: AsyncIterable<Row> | Iterable<Row>,
  options: { readonly batchSize?: number } = {},
): AsyncGenerator<readonly Row[], void, undefined> {
  const { batchSize = 1000 } = options;
  if (isArray(rows)) {
    for (let from = 0; from < rows.length; from += batchSize) {
      yield rows.slice(from, from + batchSize);
    }
    return;
  }
  let batch: Row[] = [];
  if (Symbol.asyncIterator in rows) {
    for await (const row of rows) {
      batch.push(row);
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
  } else {
    // A separate loop, as `for await` would create a promise for each row.
    for (const row of rows) {
      batch.push(row);
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

function isArray<Row>(rows: AsyncIterable<Row> | Iterable<Row>): rows is readonly Row[] {
  return Array.isArray(rows);
}
