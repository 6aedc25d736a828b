import { describe, expect, it } from 'vitest';
import { rfc4180 } from '../csv/dialect/csv-dialect.js';
import { readFields } from '../csv/fields/read-fields.js';
import { CellPositions } from '../csv/records/plain/cell-positions.js';
import { PlainScanner } from '../csv/records/plain/plain-scanner.js';
import { nullRule } from '../csv/rows/null-rule.js';
import { type NullTexts, plainCell } from './plain-cell.js';

const text = ',"",NA,"NA","""",x,"NA""",NAN,A';
const positions = new CellPositions();
const rules = { dialect: rfc4180, maxRecordBytes: 1000, otherStarts: [] };
new PlainScanner(
  `${text}
`,
  text.length + 1,
  positions,
  rules,
).scan(0, 9);

describe('plainCell', () => {
  it('reads cells as they are', () => {
    expect(readAll(null)).toEqual(['', '', 'NA', 'NA', '"', 'x', 'NA"', 'NAN', 'A']);
  });

  it.each<[readonly string[], boolean]>([
    [[''], false],
    [[''], true],
    [['', 'NA', '"'], false],
    [['', 'NA', '"', 'NA"'], true],
    [['x'], false],
    [[], true],
  ])(
    'finds the null cells of nullValues %j, nullQuoted %j, as the general rule does',
    (values, areQuoted) => {
      const isNull = nullRule(values, rfc4180, areQuoted)(text);
      const expected = readFields(text, rfc4180).map(({ value }, at) =>
        isNull(value, at) ? null : value,
      );
      expect(readAll({ values, areQuoted })).toEqual(expected);
    },
  );

  it('knows no quotes where the dialect has none', () => {
    const cell = plainCell('', { values: ['1'], areQuoted: false });
    expect(cell('"1', Int32Array.of(1, 2), 0)).toBeNull();
  });
});

function readAll(nulls: NullTexts | null): (string | null)[] {
  const cell = plainCell('"', nulls);
  return Array.from({ length: 9 }, (_, at) => cell(text, positions.values, 2 * at));
}
