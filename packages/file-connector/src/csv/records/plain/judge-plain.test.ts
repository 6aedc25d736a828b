import { describe, expect, it } from 'vitest';
import { rfc4180 } from '../../dialect/csv-dialect.js';
import { parseRecords } from '../parse-records.js';
import { SplitText } from '../split-text.js';
import { CellPositions } from './cell-positions.js';
import { PlainRun } from './plain-run.js';

const text = '1,"2"\n3,4\n';

/** Reads the text with the given positions of its cells, and in the other way too. */
function judged(positions: readonly number[], lineNumber = 2): unknown {
  const store = new CellPositions();
  store.values.set(positions);
  const parts = { text, positions: store, offset: 0, cellCount: 2, count: 2, quote: '"' };
  const found = new SplitText(text, 'any');
  found.addPlain(new PlainRun({ ...parts, recordNumber: 1, lineNumber, end: 10 }), true);
  found.add(0, 1, 0, 0, null);
  found.add(1, 2, 0, 5, '\n');
  found.add(2, 3, 6, 9, '\n');
  return parseRecords(found, rfc4180);
}

describe('plain records that are read both ways', () => {
  it('are accepted where both find the same', () => {
    expect(judged([0, 1, 3, 4, 6, 7, 8, 9])).toHaveLength(3);
  });

  it.each<[string, readonly number[], number]>([
    ['another cell', [0, 1, 3, 4, 6, 7, 8, 8], 2],
    ['another cell in the same text', [0, 2, 3, 4, 6, 7, 8, 9], 2],
    ['a cell that begins elsewhere', [0, 1, 2, 4, 6, 7, 8, 9], 2],
    ['another line', [0, 1, 3, 4, 6, 7, 8, 9], 3],
  ])('are refused as a whole where they find %s', (_, positions, lineNumber) => {
    expect(() => judged(positions, lineNumber)).toThrow(
      expect.objectContaining({ code: 'CSV_ENGINE_DISAGREES', category: 'internal' }),
    );
  });
});
