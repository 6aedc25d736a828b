import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Which kinds of test a project has besides its unit tests. */
export interface PackageTestsOptions {
  /** Tests under `test/integration/`: `globalSetup` names the file that starts their server. */
  readonly integration?: { readonly globalSetup?: string };
}

/** For people, and for `npm run verify`, which counts the tests. */
const testReporters = [
  'default',
  ['json', { outputFile: 'test-results/tests.json' }],
] satisfies NonNullable<ViteUserConfig['test']>['reporters'];

/** Imports of our own packages resolve to their sources, so that tests need no build. */
const sourceConditions = ['@wdh/source', 'module', 'node', 'development|production'];

/** Nx asks its tasks for colours; what a test reads is the same under Nx and without it. */
const env = { FORCE_COLOR: '0' };

/**
 * The Vitest configuration of every project of this workspace.
 *
 * @example export default packageTests({ integration: { globalSetup: './test/integration/server.ts' } });
 */
export function packageTests(options: PackageTestsOptions = {}): ViteUserConfig {
  const { integration } = options;
  const shared = { ssr: { resolve: { conditions: sourceConditions } } };
  return defineConfig({
    ...shared,
    test: {
      passWithNoTests: false,
      reporters: testReporters,
      projects: [
        {
          ...shared,
          test: {
            name: 'unit',
            env,
            include: ['src/**/*.test.ts', 'test/properties/**/*.property.test.ts'],
          },
        },
        ...(integration === undefined
          ? []
          : [
              {
                ...shared,
                test: {
                  name: 'integration',
                  env,
                  include: ['test/integration/**/*.integration.test.ts'],
                  testTimeout: 30_000,
                  hookTimeout: 60_000,
                  ...(integration.globalSetup === undefined
                    ? {}
                    : { globalSetup: integration.globalSetup }),
                },
              },
            ]),
      ],
    },
  });
}
