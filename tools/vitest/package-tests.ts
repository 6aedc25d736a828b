import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { testFiles } from './test-files.js';
import { testTags } from './test-tags.js';

/** The requirements of one kind of test. */
export interface ServedTests {
  /** File that starts the shared resources, such as the server. */
  readonly globalSetup?: string;
}

/** The kinds of test of a project in addition to unit tests. */
export interface PackageTestsOptions {
  /** Tests under `test/integration/`. */
  readonly integration?: ServedTests;
  /** Tests under `test/chaos/<category>/`. */
  readonly chaos?: ServedTests;
  /**
   * Whether each file imports its modules again. Default false: a worker imports a module once for
   * all its files, which saves more than half of the time of the unit tests. State of a module then
   * carries over to the next file.
   */
  readonly isolate?: boolean;
}

/** Imports of our own packages resolve to their sources, so that tests need no build. */
const sourceConditions = ['@wdh/source', 'module', 'node', 'development|production'];

const shared = {
  ssr: { resolve: { conditions: sourceConditions } },
  // The environment in which Vitest runs `globalSetup`.
  environments: { __vitest__: { resolve: { conditions: sourceConditions } } },
};

/**
 * Nx enables colours for its tasks; without this, output that a test reads would differ under Nx.
 */
const env = { FORCE_COLOR: '0' };

const chaosSetup = ['chaos-randomness.ts', 'no-retry.ts'].map((file) =>
  fileURLToPath(new URL(file, import.meta.url)),
);

interface KindOfTest extends ServedTests {
  readonly name: string;
  readonly include: readonly string[];
  readonly testTimeout: number;
  readonly setupFiles?: readonly string[];
}

function projectOf(kind: KindOfTest, groupOrder: number, isolate: boolean) {
  const { name, include, testTimeout, globalSetup, setupFiles } = kind;
  return {
    ...shared,
    test: {
      name,
      env,
      include: [...include],
      isolate,
      // Kinds run one after another: Vitest refuses different numbers of workers at the same time.
      sequence: { groupOrder },
      // A machine may stall for seconds: a limit ends what hangs, and measures nothing.
      expect: { poll: { timeout: 30_000, interval: 20 } },
      hookTimeout: 120_000,
      teardownTimeout: 60_000,
      testTimeout,
      // Tests with a server wait for it more than for a processor.
      ...(kind.name === 'unit' ? {} : { maxWorkers: '100%' }),
      ...(globalSetup === undefined ? {} : { globalSetup }),
      ...(setupFiles === undefined ? {} : { setupFiles: [...setupFiles] }),
    },
  };
}

/**
 * The Vitest configuration of every project of this workspace: a Vitest project for each kind of
 * test, selected by `--project`.
 *
 * @example export default packageTests({ integration: { globalSetup: './test/integration/server.ts' } });
 */
export function packageTests(options: PackageTestsOptions = {}): ViteUserConfig {
  const { integration, chaos, isolate = false } = options;
  const unit = {
    name: 'unit',
    include: testFiles.unit,
    testTimeout: 60_000,
  };
  const kinds: readonly (KindOfTest | null)[] = [
    unit,
    integration === undefined
      ? null
      : {
          name: 'integration',
          include: testFiles.integration,
          testTimeout: 120_000,
          ...integration,
        },
    chaos === undefined
      ? null
      : {
          name: 'chaos',
          include: testFiles.chaos,
          testTimeout: 180_000,
          setupFiles: chaosSetup,
          ...chaos,
        },
  ];
  return defineConfig({
    ...shared,
    test: {
      passWithNoTests: false,
      // For people, and for the gates that count and time the tests: the scripts name a report for
      // each kind.
      reporters: ['default', 'json'],
      outputFile: { json: 'test-results/tests.json' },
      tags: testTags,
      projects: kinds
        .filter((kind) => kind !== null)
        .map((kind, order) => projectOf(kind, order, isolate)),
    },
  });
}
