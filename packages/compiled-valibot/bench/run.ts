/** Compares the time of validation by valibot, by generated code, by closures and by hand. */
import * as v from 'valibot';
import { compileSchema } from '../src/index.js';
import { byHand, rowsOf, schema } from './records.js';

const rowCount = 200_000;
const rounds = 7;
const rows = rowsOf(rowCount);
const generated = compileSchema(schema);
const closures = compileSchema(schema, { codeGeneration: 'never' });
if (generated === null || closures === null) throw new Error('the schema was not compiled');
const subjects: Readonly<Record<string, (row: unknown) => unknown>> = {
  'valibot, safeParse': (row) => v.safeParse(schema, row),
  'valibot, ~standard': (row) => schema['~standard'].validate(row),
  closures: closures.validate,
  'generated code': generated.validate,
  'by hand': byHand,
};

const times = new Map(Object.keys(subjects).map((name) => [name, [] as number[]]));
// The first rounds warm up the compiler and are not counted.
for (let round = -2; round < rounds; round += 1) {
  for (const [name, validate] of Object.entries(subjects)) {
    globalThis.gc?.();
    const before = process.cpuUsage();
    const startedAt = performance.now();
    let last: unknown;
    for (const row of rows) last = validate(row);
    const wallMs = performance.now() - startedAt;
    const { user, system } = process.cpuUsage(before);
    if (last === undefined) throw new Error(`${name} returned nothing`);
    if (round >= 0) times.get(name)?.push(Math.min(wallMs, (user + system) / 1000));
  }
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN;
}

const reference = median(times.get('valibot, safeParse') ?? []);
console.table(
  Object.fromEntries(
    [...times].map(([name, ms]) => [
      name,
      {
        'ns per row': Math.round((median(ms) * 1e6) / rowCount),
        'fastest and slowest': [Math.min(...ms), Math.max(...ms)]
          .map((one) => Math.round((one * 1e6) / rowCount))
          .join(' to '),
        'times faster than valibot': Number((reference / median(ms)).toFixed(1)),
      },
    ]),
  ),
);
