// @module-tag full
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import { expect, inject, test } from 'vitest';
import { auditFiles } from '../warehouse/audit-files.js';
import { migrateProgram } from '../warehouse/migrate-program.js';

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The blocks of the guide by their language, without the indentation of lists. */
const blocksOf = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^ *\`\`\`$`, 'gm'))].map(
    ([, indentation = '', code = '']) => code.replaceAll(new RegExp(`^${indentation}`, 'gm'), ''),
  );

/** Replaces npx: runs both programs of the guide from this workspace. */
const npx = `#!/bin/sh
program=$1
shift
case $program in
  drizzle-kit) exec '${process.execPath}' '${pathOf('../../../../node_modules/drizzle-kit/bin.cjs')}' "$@" ;;
  wdh-migrate) exec '${process.execPath}' '${migrateProgram}' "$@" ;;
esac
exit 127
`;

test('every command of the guide to migrations works, in its order', async () => {
  const guide = await readFile(pathOf('../../../../docs/operations/migrations.md'), 'utf8');
  const commands = blocksOf(guide, 'sh');
  const [schema = ''] = blocksOf(guide, 'ts');
  const [wayDown = ''] = blocksOf(guide, 'sql');
  expect(commands).toHaveLength(6);

  const folder = await mkdtemp(join(tmpdir(), 'wdh-guide-'));
  const database = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
  await mkdir(join(folder, 'bin'));
  await mkdir(join(folder, 'migrations'));
  await writeFile(join(folder, 'bin', 'npx'), npx, { mode: 0o755 });
  await symlink(pathOf('../../../../node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'migrator.url'), database.url, { mode: 0o600 });
  await writeFile(join(folder, 'schema.ts'), schema);
  await writeFile(join(folder, 'migrations', '0000_orders.down.sql'), wayDown);
  const path = [join(folder, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'];
  const env = { PATH: path.join(delimiter), MIGRATOR_URL: database.url };
  const run = (script: string): Promise<string> =>
    new Promise((resolve) => {
      execFile('/bin/sh', ['-e', '-c', script], { cwd: folder, env }, (error, stdout, stderr) => {
        resolve(error === null ? stdout : `${script} failed: ${stdout}${stderr}`);
      });
    });

  const answers: string[] = [];
  for (const command of commands) answers.push(await run(command));
  expect(answers).toEqual([
    expect.stringContaining('0000_orders.sql'),
    expect.stringMatching(
      /^pending {3}warehouse-loader [^]*applied {3}orders {2}0000_orders.sql\nverified: all /,
    ),
    expect.stringContaining(`verified: all ${auditFiles.length + 1} migrations`),
    expect.stringMatching(/applied {3}orders {2}0000_orders.sql {2}\d{4}-/),
    'reverted  orders  0000_orders.sql\n',
    `reverted  warehouse-loader  ${auditFiles.at(-1) ?? ''}\n`,
  ]);
  await database.drop();
  await rm(folder, { recursive: true });
}, 180_000);
