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

/** The options of a chaos run. */
export interface ChaosOptions {
  /** `smoke` omits slow tests and compares the run with the list of the gate. */
  readonly scope: 'smoke' | 'all';
  /** Empty: all. */
  readonly categories: readonly string[];
  /** Major versions of PostgreSQL. */
  readonly versions: readonly number[];
  /** The seed of all random choices. */
  readonly seed: number;
  /** The number of examples of a property. Null: the default of the test. */
  readonly runs: number | null;
  /** Writes the list of the gate instead of comparing with it. */
  readonly isUpdate: boolean;
}

/** The output of `--help`. */
export const chaosUsage = `Injects faults into real servers and files, and checks every promise.

npm run test:chaos -- [options]     every test, PostgreSQL 17
npm run test:chaos:smoke the gate: fast tests, compared with its list
npm run ci -- chaos-full            every test on PostgreSQL 15, 16, 17 and 18, with more runs

  --category NAME   ${chaosCategories.slice(0, 6).join(', ')},
                    ${chaosCategories.slice(6).join(', ')}; may be repeated
  --pg N[,N]        15, 16, 17, 18
  --seed N          replays a run (its report names the seed)
  --runs N          examples a property tries (default 100); fewer where each is a load
  --smoke omits slow tests
  --update          with --smoke: rewrites the list of the gate

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
    throw new Error(`--${name} takes at least 1: a property without examples always passes.`);
  return value;
}

/**
 * Reads the command line of a chaos run; null for `--help`.
 *
 * @throws Error that names the wrong option.
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
