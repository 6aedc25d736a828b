import type { ForbiddenCase } from './forbidden-case.js';

const ruleId = '@nx/enforce-module-boundaries';
const allowed = '/** Answers. */\nexport const answer = 42;\n';
const layer = { ruleId, messageId: 'onlyTagsConstraintViolation', allowed };
const relative = { ruleId, messageId: 'noRelativeOrAbsoluteImportsAcrossLibraries', allowed };
const external = { ruleId, messageId: 'bannedExternalImportsViolation', allowed };

/** Imports between projects, and of npm packages, that the layers forbid. */
export const layerCases: readonly ForbiddenCase[] = [
  {
    title: 'domain imports io',
    file: 'packages/pipeline-core/src/domain-to-io.ts',
    forbidden: "export { startLocalPostgres } from '@wdh/local-postgres';\n",
    ...layer,
  },
  {
    title: 'domain imports support',
    file: 'packages/pipeline-core/src/domain-to-support.ts',
    forbidden: "export { getSettings } from '@wdh/config';\n",
    ...layer,
  },
  {
    title: 'domain imports an app by its path',
    file: 'packages/pipeline-core/src/domain-to-app.ts',
    forbidden: "export { main } from '../../../apps/sample-job/src/main.js';\n",
    ...relative,
  },
  {
    title: 'io imports io',
    file: 'packages/file-connector/src/io-to-io.ts',
    forbidden: "export { startLocalPostgres } from '@wdh/local-postgres';\n",
    ...layer,
  },
  {
    title: 'io imports support',
    file: 'packages/warehouse-loader/src/io-to-support.ts',
    forbidden: "export { getLogger } from '@wdh/logging';\n",
    ...layer,
  },
  {
    title: 'support imports domain',
    file: 'packages/logging/src/support-to-domain.ts',
    forbidden: "export { WdhError } from '@wdh/pipeline-core';\n",
    ...layer,
  },
  {
    title: 'support imports support',
    file: 'packages/logging/src/support-to-support.ts',
    forbidden: "export { getSettings } from '@wdh/config';\n",
    ...layer,
  },
  {
    title: 'a test of io imports support',
    file: 'packages/file-connector/src/io-test-to-support.test.ts',
    forbidden: "export { getSettings } from '@wdh/config';\n",
    ...layer,
  },
  ...['packages/warehouse-loader', 'apps/sample-job'].map((folder) => ({
    title: `production code imports fault injection, in ${folder}`,
    file: `${folder}/src/faults-in-production.ts`,
    forbidden: "export { cut } from '@wdh/fault-injection';\n",
    ...layer,
  })),
  {
    title: 'a package reaches into the sources of another by path',
    file: 'packages/file-connector/src/deep-by-path.ts',
    forbidden: "export { WdhError } from '../../pipeline-core/src/errors/wdh-error.js';\n",
    ...relative,
  },
  ...[
    ['pipeline-core', 'valibot'],
    ['config', 'winston'],
    ['logging', 'valibot'],
    ['file-connector', 'postgres'],
    ['warehouse-loader', 'winston'],
    ['local-postgres', 'drizzle-orm'],
  ].map(([project = '', name = '']) => ({
    title: `${project} imports ${name} of npm`,
    file: `packages/${project}/src/npm-not-allowed.ts`,
    forbidden: `export * as ${name.replaceAll('-', '')} from '${name}';\n`,
    ...external,
  })),
];
