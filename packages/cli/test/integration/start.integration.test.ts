import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { modulesOf } from '../support/loaded-modules.js';

/** Packages of npm, and packages of this workspace. */
const npm = (...names: string[]) => new RegExp(`/node_modules/(?:${names.join('|')})/`);
const own = (...names: string[]) => new RegExp(`/packages/(?:${names.join('|')})/`);

const sampleJob = fileURLToPath(
  new URL('../../../../apps/sample-job/src/main.ts', import.meta.url),
);

/** A server that nothing listens for: a command loads what it needs until it connects. */
const noDatabase = { DATABASE_URL: 'postgres://127.0.0.1:9/none', ENVIRONMENT: 'dev' };

/** Which of the modules match one of the patterns. */
const among = (modules: readonly string[], ...patterns: readonly RegExp[]): readonly string[] =>
  modules.filter((path) => patterns.some((pattern) => pattern.test(path)));

it.each([
  ['wdh --help', ['--help'], /Usage: wdh/],
  ['wdh --version', ['--version'], /^\d+\.\d+\.\d+\n$/],
  ['the help of a command', ['runs', '--help'], /Usage: wdh runs/],
  ['a completion', ['completion', 'bash'], /complete -o default/],
])('%s loads the declarations of the commands, and nothing else', async (_name, args, text) => {
  const { stdout, exitCode, modules } = await modulesOf(args);
  expect([exitCode, stdout]).toEqual([0, expect.stringMatching(text)]);
  const expected = [npm('commander'), own('cli')];
  const others = modules.filter((path) => among([path], ...expected).length === 0);
  expect(others).toEqual([]);
  expect(modules.length).toBeLessThan(80);
});

it('wdh runs loads the records of runs, and no reader, loader, server, log or page', async () => {
  const { exitCode, modules } = await modulesOf(['runs'], { variables: noDatabase });
  expect(exitCode).toBe(3);
  expect(among(modules, own('runs'))).not.toEqual([]);
  const needless = [
    npm('winston', 'winston-daily-rotate-file', 'hucre', '@babel', 'jiti', 'papaparse', 'pg-boss'),
    own('local-postgres', 'file-connector', 'warehouse-loader', 'job', 'queue', 'budget'),
    own('console', 'capture', 'migrations'),
  ];
  expect(among(modules, ...needless)).toEqual([]);
});

it('wdh load loads the reader of its format, and nothing for workbooks, archives, patterns, exports or schedules', async () => {
  const file = fileURLToPath(
    new URL('../../../../apps/sample-job/data/wildlife-strikes.csv', import.meta.url),
  );
  const { exitCode, modules } = await modulesOf(['load', file, '--into', 'strikes'], {
    variables: noDatabase,
  });
  expect(exitCode).toBe(3);
  expect(among(modules, npm('papaparse'), own('file-connector', 'warehouse-loader'))).not.toEqual(
    [],
  );
  const needless = [
    npm('winston', 'hucre', '@babel', 'jiti', 'pg-boss', 'saxes', 'yauzl', 'tinyglobby'),
    npm('fast-csv', '@fast-csv', 'cron-parser', 'luxon'),
    own('local-postgres', 'queue', 'budget', 'console', 'capture'),
    /\/file-connector\/src\/(?:excel\/workbook|archive\/(?:unpack|chosen-member))\b/,
  ];
  expect(among(modules, ...needless)).toEqual([]);
});

it('a job loads its sources, and nothing that is built or that makes jobs', async () => {
  const { stdout, exitCode, modules } = await modulesOf(['--help'], { program: sampleJob });
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Usage: wildlife-strikes')]);
  expect(among(modules, own('job'))).not.toEqual([]);
  const needless = [
    /\/(?:packages|apps)\/[^/]+\/dist\//,
    /\/cli\/src\/(?:generate|new-job\/(?:templates|registration\/register-job))\b/,
    npm('winston', 'winston-daily-rotate-file', 'hucre', '@babel', 'jiti', 'pg-boss'),
    own('local-postgres', 'queue', 'budget', 'console', 'capture'),
  ];
  expect(among(modules, ...needless)).toEqual([]);
});
