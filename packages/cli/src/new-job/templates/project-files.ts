import type { JobDesign } from '../job-plan.js';
import { hasIntegrationTest } from './integration-files.js';

/** Prints JSON as prettier does: short lists are on one line. */
function json(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  const lists = /\[\n\s+("[^"\n]*"(?:,\n\s+"[^"\n]*")*)\n\s+\]/g;
  return `${text.replace(lists, (_, items: string) => `[${items.replace(/\n\s+/g, ' ')}]`)}\n`;
}

/** Returns package.json and the files of compiler and test runner. */
export function projectFiles(job: JobDesign): readonly (readonly [string, string])[] {
  const { layout, isPackageFound } = job.surroundings;
  const isNx = layout !== 'folder';
  const { nx, ...manifest } = manifestOf(job);
  const isInManifest = isNx && isPackageFound;
  return [
    ['package.json', json(isInManifest ? { ...manifest, nx } : manifest)],
    ...(isNx && !isPackageFound ? [['project.json', json(nx)] as const] : []),
    ...(layout === 'presets' ? presetFiles(hasIntegrationTest(job)) : plainFiles()),
  ];
}

function manifestOf(job: JobDesign) {
  const { names, design, surroundings } = job;
  const { layout, scope, versions } = surroundings;
  const isPreset = layout === 'presets';
  const isIntegrated = hasIntegrationTest(job);
  const pick = (...packages: string[]) =>
    Object.fromEntries(packages.map((name) => [name, versions[name] ?? '*']));
  return {
    name: scope === null ? names.folder : `${scope}/${names.folder}`,
    version: isPreset ? (versions['@wdh/cli'] ?? '0.0.0').replace(/^\D+/, '') : '0.0.0',
    private: true,
    description: `Load files such as ${design.file} into PostgreSQL`,
    type: 'module',
    engines: { node: '>=20.19' },
    scripts: isPreset
      ? {
          test: testScript('unit'),
          ...(isIntegrated ? { 'test:integration': testScript('integration') } : {}),
        }
      : {
          test: 'vitest run',
          typecheck: 'tsc --noEmit',
          build: 'tsc',
          start: 'npm run --silent build && node dist/main.js',
        },
    dependencies: pick('@wdh/cli', '@wdh/job', '@wdh/pipeline-core', 'drizzle-orm', 'valibot'),
    ...(isPreset ? {} : { devDependencies: pick('@types/node', 'typescript', 'vitest') }),
    ...(isIntegrated ? { devDependencies: pick('@wdh/local-postgres') } : {}),
    nx: {
      name: names.folder,
      tags: ['npm:private', 'layer:app', `package:${names.folder}`],
      targets: {
        execute: isPreset
          ? sourceTarget('{projectRoot}/src/main.ts')
          : commandTarget('node {projectRoot}/dist/main.js'),
        migrate: isPreset
          ? sourceTarget('packages/cli/src/main.ts migrate')
          : commandTarget('wdh migrate'),
      },
    },
  };
}

const testScript = (kind: string): string =>
  `vitest run --project ${kind} --outputFile.json=test-results/${kind}.json`;

const commandTarget = (command: string) => ({
  executor: 'nx:run-commands',
  dependsOn: ['build'],
  cache: false,
  options: { command },
});

/** Runs the sources of the workspace, so that none of its packages has to be built. */
const sourceTarget = (program: string) => ({
  executor: 'nx:run-commands',
  cache: false,
  options: { command: `node --conditions=@wdh/source --import tsx ${program}` },
});

const tests = ['src/**/*.test.ts', 'src/**/*.test-d.ts'];

/** The files of a project that uses the presets of the workspace. */
function presetFiles(isIntegrated: boolean): readonly (readonly [string, string])[] {
  const base = { extends: '../../tsconfig.base.json' };
  return [
    [
      'tsconfig.json',
      json({
        ...base,
        files: [],
        include: [],
        references: [{ path: './tsconfig.lib.json' }, { path: './tsconfig.spec.json' }],
      }),
    ],
    [
      'tsconfig.lib.json',
      json({
        ...base,
        compilerOptions: {
          rootDir: 'src',
          outDir: 'dist',
          tsBuildInfoFile: 'dist/tsconfig.lib.tsbuildinfo',
          types: ['node'],
        },
        include: ['src/**/*.ts'],
        exclude: tests,
        references: ['pipeline-core', 'job', 'cli'].map((name) => ({
          path: `../../packages/${name}/tsconfig.lib.json`,
        })),
      }),
    ],
    [
      'tsconfig.spec.json',
      json({
        ...base,
        compilerOptions: {
          outDir: 'out-tsc/vitest',
          tsBuildInfoFile: 'out-tsc/vitest/tsconfig.spec.tsbuildinfo',
          types: ['node'],
        },
        include: [...tests, 'test/**/*.ts'],
        ...(isIntegrated ? { nx: { sync: { ignoredReferences: ['../../tools/vitest'] } } } : {}),
        references: [
          { path: './tsconfig.lib.json' },
          ...(isIntegrated ? [{ path: '../../tools/vitest' }] : []),
        ],
      }),
    ],
    [
      'vitest.config.ts',
      `import { packageTests } from '../../tools/vitest/package-tests.js';

export default packageTests(${isIntegrated ? "{ integration: { globalSetup: './test/integration/server.ts' } }" : ''});
`,
    ],
  ];
}

/** The files of a project that depends on nothing around it. */
function plainFiles(): readonly (readonly [string, string])[] {
  return [
    [
      'tsconfig.json',
      json({
        compilerOptions: {
          target: 'es2023',
          module: 'nodenext',
          types: ['node'],
          strict: true,
          noUncheckedIndexedAccess: true,
          exactOptionalPropertyTypes: true,
          noPropertyAccessFromIndexSignature: true,
          verbatimModuleSyntax: true,
          skipLibCheck: true,
          rootDir: 'src',
          outDir: 'dist',
        },
        include: ['src'],
      }),
    ],
    [
      'vitest.config.ts',
      `import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['src/**/*.test.ts'] } });
`,
    ],
  ];
}
