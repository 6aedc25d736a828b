import * as v from 'valibot';

const categories = Array.from({ length: 20 }, (_, n) => `category-${String(n).padStart(2, '0')}`);

/** The schema of the benchmark of loads: eight columns of a CSV file. */
export const schema = v.object({
  id: v.pipe(v.string(), v.digits(), v.toNumber(), v.maxValue(2_147_483_647)),
  customer: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(100)),
  amount: v.pipe(v.string(), v.regex(/^-?\d{1,14}\.\d{1,4}$/)),
  day: v.pipe(v.string(), v.isoDate()),
  created_at: v.pipe(v.string(), v.isoTimestamp()),
  active: v.pipe(
    v.picklist(['true', 'false']),
    v.transform((value) => value === 'true'),
  ),
  category: v.picklist(categories),
  notes: v.pipe(v.string(), v.maxLength(500)),
});

type Raw = Readonly<Record<keyof v.InferInput<typeof schema>, string>>;

const amount = /^-?\d{1,14}\.\d{1,4}$/;
const digits = /^\d+$/u;
const { requirement: isoDate } = v.isoDate();
const { requirement: isoTimestamp } = v.isoTimestamp();
const known = new Set(categories);

/** The same checks, written by hand for this schema; null for a row that fails. */
export function byHand(value: unknown): v.InferOutput<typeof schema> | null {
  const row = value as Raw;
  const { id, customer, day, created_at, active, category, notes } = row;
  if (typeof id !== 'string' || !digits.test(id)) return null;
  const number = Number(id);
  if (!(number <= 2_147_483_647) || typeof customer !== 'string') return null;
  const name = customer.trim();
  if (name.length === 0 || name.length > 100) return null;
  if (typeof row.amount !== 'string' || !amount.test(row.amount)) return null;
  if (typeof day !== 'string' || !isoDate.test(day)) return null;
  if (typeof created_at !== 'string' || !isoTimestamp.test(created_at)) return null;
  if ((active !== 'true' && active !== 'false') || !known.has(category)) return null;
  if (typeof notes !== 'string' || notes.length > 500) return null;
  return {
    id: number,
    customer: name,
    amount: row.amount,
    day,
    created_at,
    active: active === 'true',
    category,
    notes,
  };
}

/** Rows as a reader of CSV makes them: all texts, none of them shared. */
export function rowsOf(count: number): readonly Raw[] {
  return Array.from({ length: count }, (_, at) => JSON.parse(JSON.stringify(rowOf(at))) as Raw);
}

function rowOf(at: number): Raw {
  const twoDigits = String(1 + (at % 28)).padStart(2, '0');
  return {
    id: String(at + 1),
    customer: `Customer ${at % 5000}`,
    amount: `${at % 100_000}.${String(at % 100).padStart(2, '0')}`,
    day: `2026-03-${twoDigits}`,
    created_at: `2026-03-${twoDigits}T10:20:30.123Z`,
    active: at % 2 === 0 ? 'true' : 'false',
    category: categories[at % 20] ?? '',
    notes: `some notes, number ${at}, "quoted"`,
  };
}
