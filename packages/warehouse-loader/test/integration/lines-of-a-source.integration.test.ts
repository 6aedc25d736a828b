import { Pipeline, type RowSource, rowSource } from '@wdh/pipeline-core';
import { expect, test } from 'vitest';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

const lines = {
  lines: 10,
  skippedLines: 1,
  headerLines: 1,
  recordLines: 2,
  blankLines: 3,
  commentLines: 1,
  footerLines: 2,
};

/** A source of two rows with its own content, which counts more than lines. */
function countedSource(): RowSource<{ id: number }> {
  const rows = rowSource('counted', () => [{ id: 1 }, { id: 2 }]);
  return {
    identify: () => Promise.resolve({ name: 'counted', sizeBytes: 8, sha256: 'a'.repeat(64) }),
    read: (signal) => rows.read(signal),
    get statistics() {
      return { ...lines, records: 2 };
    },
  };
}

test('the report of a load counts every line of the source that is not a row', async () => {
  const { sql, loader } = warehouse;
  await sql`create table counted_lines (id int)`;
  const pipeline = new Pipeline<{ id: number }>('counted');
  const into = 'counted_lines';
  const report = await loader.loadPipeline(pipeline.bind(countedSource()), { into });
  expect(report.sourceLines).toEqual(lines);
  const again = await loader.loadPipeline(pipeline.bind(countedSource()), { into });
  expect(again).toMatchObject({ status: 'skipped', sourceLines: null });
  const inMemory = rowSource('memory', () => [{ id: 3 }]);
  const withoutLines = await loader.loadPipeline(pipeline.bind(inMemory), { into });
  expect(withoutLines.sourceLines).toBeNull();
});
