// @module-tag full
import { execFile } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '@wdh/config';
import { beforeAll, expect, it } from 'vitest';
import { wdhFile } from '../support/program.js';
import { jobFile, writeProject } from '../support/project.js';
import type { CommandResult } from '../support/start-wdh.js';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();
const guide = new URL('../../../../docs/guides/run-every-night.md', import.meta.url);
const script = new URL('../../../../docs/guides/scripts/nightly.sh', import.meta.url);

const config = `import { defineProject } from '@wdh/job';
import { people } from './people.js';
export default defineProject({ jobs: [people] });
`;

beforeAll(async () => {
  await place.sql`create table people (id integer primary key, name text not null)`;
  await writeProject(place.folder, {
    'wdh.config.ts': config,
    'people.ts': jobFile('people'),
    'good.csv': 'id,name\n1,Ada\n2,Bob\n',
    'bad.csv': 'id,name\nx,Ada\ny,Bob\n',
  });
});

/** Runs the script of the guide; waits between attempts take no time. */
function nightly(file: string, env: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
  const { PATH = '', HOME = '' } = readEnvironment();
  const surroundings = {
    cwd: place.folder,
    env: {
      PATH,
      HOME,
      DATABASE_URL: place.databaseUrl,
      WDH: `${process.execPath} ${wdhFile()}`,
      WAIT: '0',
      ...env,
    },
  };
  return new Promise((resolve) => {
    const child = execFile(
      'sh',
      [fileURLToPath(script), 'people', file],
      surroundings,
      (_, stdout, stderr) => {
        resolve({ exitCode: child.exitCode, stdout, stderr });
      },
    );
  });
}

it('the guide shows the script that is tested', async () => {
  expect(await readFile(guide, 'utf8')).toContain(await readFile(script, 'utf8'));
});

it('the script loads a file, and ends with 0 for the same file on the next night', async () => {
  const first = await nightly('good.csv');
  expect(first).toMatchObject({ exitCode: 0, stderr: '' });
  expect(first.stdout).toMatch(/inserted +│ +2/);
  const second = await nightly('good.csv');
  expect(second).toMatchObject({ exitCode: 0, stderr: '' });
  expect(second.stdout).toMatch(/status +│ +skipped/);
});

it.each([
  ['bad.csv', 4],
  ['missing.csv', 7],
])('the script does not repeat a run of %s, which ends with %i', async (file, exitCode) => {
  const end = await nightly(file);
  expect(end.exitCode).toBe(exitCode);
  expect(end.stderr).toContain(`people ended with exit code ${exitCode} after 1 attempt(s)`);
});

it('the script tries five times to reach a database', async () => {
  const end = await nightly('good.csv', { DATABASE_URL: 'postgres://127.0.0.1:1/x' });
  expect(end.exitCode).toBe(3);
  expect(end.stderr).toContain('people ended with exit code 3 after 5 attempt(s)');
});

it('the script succeeds once another run has released the lock', async () => {
  // Fails as a run does that finds the lock taken, and then passes the call on.
  const command = join(place.folder, 'locked-once.sh');
  const text = `#!/bin/sh
[ -e tried ] || { touch tried; exit 6; }
exec "${process.execPath}" "${wdhFile()}" "$@"
`;
  await writeFile(command, text);
  await chmod(command, 0o755);
  expect(await nightly('good.csv', { WDH: command })).toMatchObject({ exitCode: 0, stderr: '' });
});
