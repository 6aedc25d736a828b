import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

/** The categories of chaos tests: folders below `test/chaos/`. */
export const chaosCategories = [
  'property',
  'concurrent',
  'transaction',
  'resource',
  'corruption',
  'recovery',
  'migration',
  'load',
  'slow',
  'destructive',
  'secret',
  'config',
] as const;

/** Major versions of PostgreSQL that are tested. */
export const serverVersions: readonly number[] = [15, 16, 17, 18];

/** What a chaos run covers. */
export interface ChaosOptions {
  /** `smoke` leaves out the tests that take long and compares with the list of the gate. */
  readonly scope: 'smoke' | 'all';
  /** Empty: all. */
  readonly categories: readonly string[];
  /** Major versions of PostgreSQL. */
  readonly versions: readonly number[];
  /** Of everything random. */
  readonly seed: number;
  /** How many examples a property tries. Null: what the tests say. */
  readonly runs: number | null;
  /** Writes the list of the gate instead of comparing with it. */
  readonly isUpdate: boolean;
}

/** What `--help` prints. */
export const chaosUsage = `Breaks every promise on purpose, on real servers and files.

npm run test:chaos -- [options]     every test, PostgreSQL 17
npm run test:chaos:smoke            the gate: what takes seconds, compared with its list
npm run ci -- chaos-full            every test on PostgreSQL 15, 16, 17 and 18, with more runs

  --category NAME   ${chaosCategories.slice(0, 6).join(', ')},
                    ${chaosCategories.slice(6).join(', ')}; may be repeated
  --pg N[,N]        15, 16, 17, 18
  --seed N          replays a run (its report names the seed)
  --runs N          examples a property tries (default 100); fewer where each is a load
  --smoke           leaves out the tests that take long
  --update          with --smoke: writes the list of the gate anew

Reports: test-results/chaos/report.json and report.html`;

function natural(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new Error(`--${name} takes a whole number, not "${text}".`);
  }
  return value;
}

function atLeastOne(name: string, text: string): number {
  const value = natural(name, text);
  if (value === 0)
    throw new Error(`--${name} takes at least 1: a property without examples holds.`);
  return value;
}

/**
 * Reads the command line of a chaos run; null when help is asked for.
 *
 * @throws Error that says which option is wrong.
 */
export function parseChaosOptions(args: readonly string[]): ChaosOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      category: { type: 'string', multiple: true, default: [] },
      pg: { type: 'string', default: '17' },
      seed: { type: 'string' },
      runs: { type: 'string' },
      smoke: { type: 'boolean', default: false },
      update: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return null;
  const unknown = values.category.find((name) => !chaosCategories.some((known) => known === name));
  if (unknown !== undefined) {
    throw new Error(`No category is called "${unknown}": ${chaosCategories.join(', ')}.`);
  }
  const versions = values.pg.split(',').map((text) => natural('pg', text));
  const odd = versions.find((version) => !serverVersions.includes(version));
  if (odd !== undefined) throw new Error(`--pg takes 15, 16, 17 and 18, not ${odd}.`);
  if (values.update && (!values.smoke || values.category.length > 0)) {
    throw new Error('--update needs --smoke, and every category.');
  }
  return {
    scope: values.smoke ? 'smoke' : 'all',
    categories: values.category,
    versions,
    seed: values.seed === undefined ? randomInt(2 ** 31) : natural('seed', values.seed),
    runs: values.runs === undefined ? null : atLeastOne('runs', values.runs),
    isUpdate: values.update,
  };
}
