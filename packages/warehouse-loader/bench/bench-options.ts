import { parseArgs } from 'node:util';

/** Options of the benchmark. */
export interface BenchOptions {
  /** Rows of the generated file. */
  readonly rows: number;
  readonly rounds: number;
  /** Names of the groups of figures to measure; none means all. */
  readonly only: readonly string[];
  /** Whether a figure over its limit fails the run. */
  readonly check: boolean;
  /** A file to write the figures to. */
  readonly json: string | null;
}

/** Parses `--rows 1000000 --rounds 5 --only append,upsert --check --json FILE`; `groups` are the known names. */
export function benchOptions(argv: readonly string[], groups: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      rows: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '5' },
      only: { type: 'string', default: '' },
      check: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const only = values.only.split(',').filter((name) => name !== '');
  const unknown = only.find((name) => !groups.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`--only accepts ${groups.join(', ')}, but not ${unknown}`);
  }
  return {
    rows: count('rows', values.rows),
    rounds: count('rounds', values.rounds),
    only,
    check: values.check,
    json: values.json ?? null,
  };
}

function count(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new RangeError(`--${name} must be a whole number from 1`);
}
