import type { ForbiddenCase } from './forbidden-case.js';

const domain = (name: string): string => `packages/pipeline-core/src/${name}.ts`;
const allowed = '/** Answers. */\nexport const answer = 42;\n';

const purity: readonly ForbiddenCase[] = [
  {
    title: 'domain imports node:fs',
    file: domain('domain-to-disk'),
    allowed,
    forbidden: "export { readFileSync } from 'node:fs';\n",
    ruleId: 'no-restricted-imports',
  },
  {
    title: 'the file that may hash with node:crypto imports more of it',
    file: 'packages/market-data/src/trade/message-id.ts',
    allowed: "export { hash } from 'node:crypto';\n",
    forbidden: "export { randomUUID } from 'node:crypto';\n",
    ruleId: 'no-restricted-imports',
  },
  {
    title: 'domain imports node:fs at run time',
    file: domain('domain-to-disk-later'),
    allowed,
    forbidden: "export const load = (): Promise<unknown> => import('node:fs');\n",
    ruleId: 'no-restricted-syntax',
  },
  ...[
    ['console', "export const say = (): void => { console.log('x'); };\n"],
    ['process', 'export const id = (): number => process.pid;\n'],
    ['fetch', 'export const get = (): Promise<unknown> => fetch("https://example.org");\n'],
    ['globalThis.process', 'export const id = (): unknown => globalThis.process;\n'],
  ].map(([name = '', forbidden = '']) => ({
    title: `domain uses ${name}`,
    file: domain(`domain-uses-${name.toLowerCase().replace('.', '-')}`),
    allowed,
    forbidden,
    ruleId: 'no-restricted-globals',
  })),
  {
    title: 'domain reads the wall clock',
    file: domain('domain-uses-clock'),
    allowed: '/** Explains. */\nexport const now = (): number => performance.now();\n',
    forbidden: 'export const now = (): number => Date.now();\n',
    ruleId: 'no-restricted-properties',
  },
];

const house: readonly ForbiddenCase[] = [
  {
    title: 'process.env is read outside of packages/config/src/environment.ts',
    file: 'packages/config/src/second-environment.ts',
    allowed: '/** Explains. */\nexport const id = (): number => process.pid;\n',
    forbidden: 'export const home = (): string | undefined => process.env.HOME;\n',
    ruleId: 'n/no-process-env',
  },
  {
    title: 'an import out of order',
    file: 'packages/config/src/imports-in-order.ts',
    allowed,
    forbidden:
      "import { join } from 'node:path';\nimport { readFileSync } from 'node:fs';\n\nexport const read = (path: string): string => readFileSync(join(path, 'a'), 'utf8');\n",
    ruleId: 'perfectionist/sort-imports',
  },
  {
    title: 'a package writes to the console',
    file: 'packages/file-connector/src/to-console.ts',
    allowed,
    forbidden: "export const say = (): void => { console.log('x'); };\n",
    ruleId: 'no-console',
  },
  {
    title: 'export *',
    file: 'packages/logging/src/exports-all.ts',
    allowed,
    forbidden: "export * from './index.js';\n",
    ruleId: 'no-restricted-syntax',
  },
  {
    title: 'default export',
    file: 'packages/logging/src/exports-default.ts',
    allowed,
    forbidden: 'export default 42;\n',
    ruleId: 'no-restricted-exports',
  },
  {
    title: 'a comment that puts work off',
    file: 'packages/logging/src/puts-off.ts',
    allowed,
    // Joined here, so that the rule does not report this file.
    forbidden: `${['// TO', 'DO: later'].join('')}\n${allowed}`,
    ruleId: 'no-warning-comments',
  },
  {
    title: 'an export without a comment',
    file: 'packages/logging/src/explains-nothing.ts',
    allowed,
    forbidden: 'export const answer = 42;\n',
    ruleId: 'jsdoc/require-jsdoc',
  },
  {
    title: 'floating promise',
    file: 'packages/file-connector/src/floating-promise.ts',
    allowed:
      '/** Explains. */\nexport const go = async (): Promise<void> => { await Promise.resolve(); };\n',
    forbidden: 'export const go = (): void => { Promise.resolve(); };\n',
    ruleId: '@typescript-eslint/no-floating-promises',
  },
  {
    title: 'any',
    file: 'packages/file-connector/src/says-any.ts',
    allowed,
    forbidden: 'export const answer: any = 42;\n',
    ruleId: '@typescript-eslint/no-explicit-any',
  },
  {
    title: 'non-null assertion',
    file: 'packages/file-connector/src/says-not-null.ts',
    allowed,
    forbidden: 'export const first = (list: (string | null)[]): string => list.at(0)!;\n',
    ruleId: '@typescript-eslint/no-non-null-assertion',
  },
  {
    title: 'a focused test',
    file: 'packages/file-connector/src/focused.test.ts',
    allowed: "import { expect, it } from 'vitest';\nit('counts', () => { expect(1).toBe(1); });\n",
    forbidden:
      "import { expect, it } from 'vitest';\nit.only('counts', () => { expect(1).toBe(1); });\n",
    ruleId: 'vitest/no-focused-tests',
  },
  {
    title: 'a test that asserts nothing',
    file: 'packages/file-connector/src/asserts-nothing.test.ts',
    allowed: "import { expect, it } from 'vitest';\nit('counts', () => { expect(1).toBe(1); });\n",
    forbidden: "import { it } from 'vitest';\nit('counts', () => { void 1; });\n",
    ruleId: 'vitest/expect-expect',
  },
];

const transaction = (statement: string): string =>
  "import type postgres from 'postgres';\n" +
  '/** Loads. */\nexport const load = async (sql: postgres.Sql): Promise<void> => {\n' +
  `  await sql.begin(async (tx) => { await tx\`select 1\`; ${statement} });\n};\n`;

const transactions: readonly ForbiddenCase[] = [
  'packages/postgres/src',
  'packages/local-postgres/src',
  'apps/sample-job/src',
  // Only their tests may import the driver.
  'packages/migrations/test',
  'packages/runs/test',
  'packages/warehouse-loader/test',
].flatMap((folder) => [
  {
    title: `an un-awaited query in a transaction, in ${folder}`,
    file: `${folder}/unawaited-query.ts`,
    allowed: transaction(''),
    forbidden: transaction('void tx`select 2`;'),
    ruleId: 'wdh/await-transaction-queries',
  },
  {
    title: `the outer connection in a transaction, in ${folder}`,
    file: `${folder}/outer-connection.ts`,
    allowed: transaction(''),
    forbidden: transaction('await sql`select 2`;'),
    ruleId: 'wdh/no-outer-connection',
  },
]);

const pageFile = (name: string): string => `packages/console/page/parts/${name}.tsx`;
const component = '/** Explains. */\nexport const Part = () => <a href="runs">Runs</a>;\n';

const page: readonly ForbiddenCase[] = [
  ...[
    ['a module of Node', "export { join } from 'node:path';\n"],
    ['a package of the workspace', "export type { Run } from '@wdh/runs';\n"],
    ['a package of the server', "export { Hono } from 'hono';\n"],
    ['a file of the server', "export { roles } from '../../src/access/role.js';\n"],
    ['what is not a type from the wire', "export { onWire } from '../../src/wire/on-wire.js';\n"],
  ].map(([what = '', forbidden = ''], index) => ({
    title: `the page imports ${what}`,
    file: pageFile(`imports-${index}`),
    allowed: "/** Explains. */\nexport type { WireRun } from '../../src/wire/runs.js';\n",
    forbidden,
    ruleId: '@typescript-eslint/no-restricted-imports',
  })),
  ...[
    [
      'writes HTML by a property',
      'export const Part = () => <p dangerouslySetInnerHTML={{ __html: "" }} />;\n',
    ],
    [
      'writes HTML into an element',
      "export const part = (to: Element): void => { to.innerHTML = ''; };\n",
    ],
    [
      'has an address that is not relative',
      'export const Part = () => <a href="/runs">Runs</a>;\n',
    ],
  ].map(([what = '', forbidden = ''], index) => ({
    title: `the page ${what}`,
    file: pageFile(`syntax-${index}`),
    allowed: component,
    forbidden: `/** Explains. */\n${forbidden}`,
    ruleId: 'no-restricted-syntax',
  })),
  {
    title: 'any in a component',
    file: pageFile('says-any'),
    allowed: component,
    forbidden: '/** Explains. */\nexport const Part = (given: any) => <p>{String(given)}</p>;\n',
    ruleId: '@typescript-eslint/no-explicit-any',
  },
  {
    title: 'a component without a comment',
    file: pageFile('explains-nothing'),
    allowed: component,
    forbidden: 'export const Part = () => <p />;\n',
    ruleId: 'jsdoc/require-jsdoc',
  },
];

/** Code that the rules about purity, house style, transactions and the page forbid. */
export const codeCases: readonly ForbiddenCase[] = [...purity, ...house, ...transactions, ...page];
