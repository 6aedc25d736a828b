import type { ForbiddenCase } from './forbidden-case.js';

const ruleId = '@nx/enforce-module-boundaries';
const allowed = '/** Answers. */\nexport const answer = 42;\n';
const layer = { ruleId, messageId: 'onlyTagsConstraintViolation', allowed };
/** What imports downwards already cannot be imported upwards: this is found first. */
const circular = { ruleId, messageId: 'noCircularDependencies', allowed };
const relative = { ruleId, messageId: 'noRelativeOrAbsoluteImportsAcrossLibraries', allowed };
const external = { ruleId, messageId: 'bannedExternalImportsViolation', allowed };

/** A package in the copy whose layer has no package yet. */
export const probePackage = { name: 'probe-job', layer: 'job' } as const;

type Reason = typeof layer | typeof circular;

/** One line for each: who imports what, from where, the import, and the message. */
const upwards: readonly (readonly [title: string, project: string, source: string, Reason])[] = [
  ['domain imports database', 'pipeline-core', '@wdh/postgres', circular],
  ['domain imports io', 'pipeline-core', '@wdh/local-postgres', layer],
  ['domain imports support', 'pipeline-core', '@wdh/logging', layer],
  ['domain imports job', 'pipeline-core', '@wdh/probe-job', layer],
  ['database imports io', 'postgres', '@wdh/file-connector', layer],
  ['database imports support', 'runs', '@wdh/logging', layer],
  ['database imports job', 'migrations', '@wdh/probe-job', layer],
  ['postgres imports migrations', 'postgres', '@wdh/migrations', circular],
  ['migrations imports runs', 'migrations', '@wdh/runs', circular],
  ['io imports io', 'file-connector', '@wdh/local-postgres', layer],
  ['the loader imports the reader', 'warehouse-loader', '@wdh/file-connector', layer],
  ['io imports support', 'warehouse-loader', '@wdh/logging', layer],
  ['io imports job', 'file-connector', '@wdh/probe-job', layer],
  ['support imports domain', 'config', '@wdh/pipeline-core', layer],
  ['support imports io', 'config', '@wdh/file-connector', layer],
  ['support imports support', 'config', '@wdh/logging', layer],
  ['config imports another database package than postgres', 'config', '@wdh/migrations', layer],
  ['logging imports database', 'logging', '@wdh/postgres', layer],
  ['the faults of tests import domain', 'fault-injection', '@wdh/pipeline-core', layer],
];

/** Imports between projects, and of npm packages, that the layers forbid. */
export const layerCases: readonly ForbiddenCase[] = [
  ...upwards.map(([title, project, source, reason]) => ({
    title,
    file: `packages/${project}/src/to-${source.slice('@wdh/'.length)}.ts`,
    forbidden: `export * as imported from '${source}';\n`,
    ...reason,
  })),
  // Apps have no entry point: they can be imported by a path only.
  ...['pipeline-core', 'runs', 'file-connector', 'config', 'probe-job'].map((project) => ({
    title: `${project} imports an app`,
    file: `packages/${project}/src/to-app.ts`,
    forbidden: "export { main } from '../../../apps/sample-job/src/main.js';\n",
    ...relative,
  })),
  {
    title: 'a test of io imports support',
    file: 'packages/file-connector/src/io-test-to-support.test.ts',
    forbidden: "export { getSettings } from '@wdh/config';\n",
    ...layer,
  },
  {
    title: 'a test of database imports io, where only servers and faults are allowed',
    file: 'packages/migrations/test/database-test-to-io.ts',
    forbidden: "export { createReader } from '@wdh/file-connector';\n",
    ...layer,
    allowed:
      "export { createTestDatabase } from '@wdh/local-postgres/testing';\n" +
      "export { lockTable } from '@wdh/fault-injection';\n",
  },
  {
    title: 'a benchmark of the loader imports support, where the reader is allowed',
    file: 'packages/warehouse-loader/bench/bench-to-support.ts',
    forbidden: "export { getSettings } from '@wdh/config';\n",
    ...layer,
    allowed: "export { CsvReader } from '@wdh/file-connector';\n",
  },
  ...['postgres', 'migrations', 'runs', 'warehouse-loader', 'file-connector'].map((project) => ({
    title: `production code imports the faults of tests, in ${project}`,
    file: `packages/${project}/src/faults-in-production.ts`,
    forbidden: "export { cut } from '@wdh/fault-injection';\n",
    ...layer,
  })),
  {
    title: 'production code imports the faults of tests, in the sample job',
    file: 'apps/sample-job/src/faults-in-production.ts',
    forbidden: "export { cut } from '@wdh/fault-injection';\n",
    ...layer,
  },
  {
    title: 'a package imports the sources of another by path',
    file: 'packages/file-connector/src/deep-by-path.ts',
    forbidden: "export { WdhError } from '../../pipeline-core/src/errors/wdh-error.js';\n",
    ...relative,
  },
  ...[
    ['pipeline-core', 'valibot'],
    ['config', 'winston'],
    ['logging', 'valibot'],
    ['file-connector', 'postgres'],
    ['postgres', 'drizzle-orm'],
    ['migrations', 'postgres'],
    ['runs', 'postgres'],
    ['warehouse-loader', 'postgres'],
    ['local-postgres', 'drizzle-orm'],
    ['fault-injection', 'valibot'],
  ].map(([project = '', name = '']) => ({
    title: `${project} imports ${name} of npm`,
    file: `packages/${project}/src/npm-not-allowed.ts`,
    forbidden: `export * as ${name.replaceAll('-', '')} from '${name}';\n`,
    ...external,
  })),
];
