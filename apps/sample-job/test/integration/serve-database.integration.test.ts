// @module-tag full
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '@wdh/config';
import postgres from 'postgres';
import { expect, it } from 'vitest';
import { programFile } from '../support/programs.js';
import { runJob } from '../support/run-job.js';

const entry = programFile('wdh');

it('the database command serves the loaded rows until it is stopped', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'wdh-serve-'));
  await chmod(cwd, 0o755);
  await runJob([], { cwd });

  const { PATH = '' } = readEnvironment();
  const child = spawn(process.execPath, [entry, 'db', 'start', '--foreground'], {
    cwd,
    env: { PATH },
  });
  const ended = once(child, 'close');
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  while (!output.includes('Ctrl+C')) await once(child.stdout, 'data');
  const [, file = ''] = /cat '(.*)'/.exec(output) ?? [];
  const [, port = ''] = /-p (\d+)/.exec(output) ?? [];
  const password = (await readFile(file, 'utf8')).trim();
  expect(output).not.toContain(password);
  const sql = postgres(`postgres://postgres:${password}@127.0.0.1:${port}/wdh`, { max: 1 });
  const [row] = await sql`select count(*)::int as count from wildlife_strikes`;
  await sql.end();
  expect(row).toEqual({ count: 9_976 });

  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  await rm(cwd, { recursive: true });
});
