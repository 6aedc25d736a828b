import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatChange } from './format-files.js';

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'wdh-format-'));
  const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
  await symlink(modules, join(root, 'node_modules'));
  await writeFile(join(root, '.prettierrc'), '{ "semi": false, "printWidth": 30 }');
});

afterAll(() => rm(root, { recursive: true }));

const added = "import { bJob } from './b.js';\njobs([aJob, bJob, yetAnotherJob]);\n";
const formatted = 'import { bJob } from "./b.js"\njobs([\n  aJob,\n  bJob,\n  yetAnotherJob,\n])\n';

test.each([
  ['formats a new file of a project', null, formatted],
  ['keeps a formatted one formatted', 'jobs([aJob])\n', formatted],
  ['does not format one that was not', 'jobs([aJob]);\n', added],
])('%s', async (_, before, after) => {
  const path = join(root, 'wdh.config.ts');
  expect(await formatChange({ path, before, after: added })).toEqual({ path, before, after });
});

test('changes nothing without a prettier', async () => {
  const change = { path: join(tmpdir(), 'wdh.config.ts'), before: null, after: added };
  expect(await formatChange(change)).toEqual(change);
});
