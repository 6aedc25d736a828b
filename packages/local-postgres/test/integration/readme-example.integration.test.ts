import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { testFolder } from '../project/test-folder.js';

const run = promisify(execFile);

test('the example of the README runs in a project with the package installed', async () => {
  const readme = await readFile(path.resolve(import.meta.dirname, '../../README.md'), 'utf8');
  const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const file = path.join(inject('project'), 'example.mjs');
  await writeFile(file, `${example}process.stdout.write(JSON.stringify(row));`);
  const cwd = await testFolder();
  const { stdout, stderr } = await run(process.execPath, [file], { cwd });
  expect({ stdout, stderr }).toEqual({ stdout: '{"answer":42}', stderr: '' });
  expect((await stat(path.join(cwd, '.wdh/postgres/data'))).isDirectory()).toBe(true);
});
