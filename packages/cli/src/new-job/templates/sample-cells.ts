import type { DesignedColumn, TableDesign } from '../../generate/table-design.js';

/** Invented cells of a column for a test, as code: no value of the file gets into a test. */
export interface SampleCell {
  /** A valid cell as the source reads it. */
  readonly good: string;
  /** What the schema makes of it. */
  readonly loaded: string;
  /** Cells that the schema rejects. */
  readonly bad: readonly string[];
}

interface Example extends SampleCell {
  /** A valid value of a JSON string, number or document where it differs from that of a cell. */
  readonly json?: Partial<SampleCell>;
}

const same = (code: string, ...bad: string[]): Example => ({ good: code, loaded: code, bad });

/** The examples by type; see the schema of each in valibot-parts.ts. */
const examples: Readonly<Record<DesignedColumn['type'], Example>> = {
  boolean: {
    good: "'true'",
    loaded: 'true',
    bad: ["'maybe'"],
    json: { good: 'true', bad: ["'true'"] },
  },
  integer: { good: "'12'", loaded: '12', bad: ["'twelve'", "'1.5'", "'007'"] },
  bigint: { good: "'9007199254740993'", loaded: '9007199254740993n', bad: ["'many'", "'1.5'"] },
  numeric: same("'12.50'", "'much'", "'1e5'"),
  date: same("'2024-02-29'", "'2023-02-29'", "'29/02/2024'"),
  timestamp: same("'2024-02-29T12:30:00'", "'2023-02-29T12:30:00'", "'noon'"),
  timestamptz: same("'2024-02-29T12:30:00Z'", "'2023-02-29T12:30:00Z'", "'noon'"),
  uuid: same("'00000000-0000-4000-8000-000000000001'", "'1'"),
  jsonb: same('{ list: [1, null] }'),
  text: { ...same("'text'"), json: { bad: ['1'] } },
};

/** Returns the invented cells of a column. */
export function sampleCell(column: DesignedColumn, values: TableDesign['values']): SampleCell {
  const { type, isRequired, takesEmpty, booleanForm } = column;
  const { json, ...example } = examples[type];
  if (values === 'json') {
    const { good, loaded, bad } = { ...example, ...json };
    return { good, loaded, bad: isRequired && type !== 'jsonb' ? [...bad, 'null'] : bad };
  }
  const letters = type === 'boolean' && booleanForm === 'letter' ? { good: "'t'" } : {};
  const missing = takesEmpty ? 'null' : "''";
  return { ...example, ...letters, bad: isRequired ? [...example.bad, missing] : example.bad };
}
