import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '@wdh/config';
import { expect, inject, it } from 'vitest';
import { programFile } from '../support/programs.js';
import { openWorkplace } from '../support/workplace.js';

const entry = programFile('wdh');
const project = fileURLToPath(new URL('../fixtures/wdh.config.ts', import.meta.url));

const migrate = (
  args: readonly string[],
  databaseUrl: string | null,
  cwd: string,
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    const { PATH = '' } = readEnvironment();
    const env = { PATH, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }) };
    const child = execFile(
      process.execPath,
      [entry, 'migrate', ...args, '--config', project],
      { cwd, env },
      (_, stdout, stderr) => {
        resolve({ exitCode: child.exitCode, stdout, stderr });
      },
    );
  });

it('the migrate command uses the folders of the job, and does not drop loaded rows', async () => {
  await using workplace = await openWorkplace(inject('serverUrl'), { isEmpty: true });
  const run = (...args: string[]) => migrate(args, workplace.databaseUrl, workplace.folder);
  await workplace.run();
  expect(await run('verify')).toMatchObject({ exitCode: 0, stderr: '' });
  const status = await run('status');
  expect(status.stdout).toContain('applied   sample-job  0000_wildlife_strikes.sql');
  const refused = await run('down');
  expect(refused).toMatchObject({ exitCode: 5, stdout: '' });
  expect(refused.stderr).toContain('table public.wildlife_strikes (9976 rows dropped)');
  expect(await run('down', '--force')).toMatchObject({ exitCode: 0 });
  expect(await run('verify')).toMatchObject({ exitCode: 5 });
  expect(await run('up')).toMatchObject({
    exitCode: 0,
    stdout: 'applied   sample-job  0000_wildlife_strikes.sql\n',
  });
});

it('the migrate command exits with 2 on wrong settings', async () => {
  await using workplace = await openWorkplace(inject('serverUrl'));
  const { exitCode, stderr } = await migrate(['status'], 'not a URL', workplace.folder);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('DATABASE_URL');
});

it.each([
  ['--help', 0, /^Usage: /, /^$/],
  ['sideways', 2, /^$/, /unknown command 'sideways'/],
] as const)('%s starts no server', async (argument, exitCode, stdout, stderr) => {
  await using workplace = await openWorkplace(inject('serverUrl'));
  const outcome = await migrate([argument], null, workplace.folder);
  expect(outcome.exitCode).toBe(exitCode);
  expect(outcome.stdout).toMatch(stdout);
  expect(outcome.stderr).toMatch(stderr);
  expect(await readdir(workplace.folder)).not.toContain('.wdh');
});
