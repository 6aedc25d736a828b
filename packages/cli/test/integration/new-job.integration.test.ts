import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openProjectFolder, type ProjectFolder } from '../support/project.js';

const rows = Array.from({ length: 30 }, (_, at) => `${at},name ${at}`).join('\n');
const csv = { 'birds.csv': `id,name\n${rows}\n` };
const birds = ['new', 'job', 'birds', '--from', 'birds.csv'];

const filesOf = async ({ folder }: ProjectFolder): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .toSorted();

const written = [
  'birds/README.md',
  'birds/data/sample.csv',
  'birds/migrations/0000_birds.down.sql',
  'birds/migrations/0000_birds.sql',
  'birds/package.json',
  'birds/src/columns.ts',
  'birds/src/job.test.ts',
  'birds/src/job.ts',
  'birds/src/main.ts',
  'birds/src/schema.ts',
  'birds/src/table.ts',
  'birds/tsconfig.json',
  'birds/vitest.config.ts',
];

test('wdh new job writes a folder, registers the job, and says what to do next', async () => {
  await using place = await openProjectFolder({ ...csv, 'package.json': '{}' });
  const { exitCode, stdout, stderr } = await place.run(...birds);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  for (const part of [
    'birds.csv: CSV, delimiter ",", utf-8, 30 rows, 2 columns',
    'Table public.birds, mode upsert, key id',
    'copy of the first 10 records. If they are personal data',
    'npx wdh run birds --input FILE',
  ]) {
    expect(stdout).toContain(part);
  }
  expect(await filesOf(place)).toEqual(
    [...written, 'birds.csv', 'package.json', 'wdh.config.ts'].toSorted(),
  );
  const config = await readFile(join(place.folder, 'wdh.config.ts'), 'utf8');
  expect(config).toContain("import { birdsJob } from './birds/src/job.js';");
});

test('a job that is alone has the file of the project in its own folder', async () => {
  await using place = await openProjectFolder(csv);
  expect(await place.run(...birds)).toMatchObject({ exitCode: 0 });
  const files = await filesOf(place);
  expect(files).toEqual([...written, 'birds.csv', 'birds/wdh.config.ts'].toSorted());
});

test('a second job joins the list of the first, from any folder below', async () => {
  await using place = await openProjectFolder({
    ...csv,
    'package.json': '{}',
    'in/x.csv': 'a,b\n1,2\n',
  });
  await place.run(...birds);
  expect(await place.runIn('in', 'new', 'job', 'x', '--from', 'x.csv')).toMatchObject({
    exitCode: 0,
  });
  const config = await readFile(join(place.folder, 'wdh.config.ts'), 'utf8');
  expect(config).toContain("import { xJob } from './in/x/src/job.js';");
  expect(config).toContain('jobs: [birdsJob, xJob]');
});

test('an Nx workspace gets an application, with the tags of its layer', async () => {
  await using place = await openProjectFolder({
    ...csv,
    'nx.json': '{}',
    'package.json': '{ "name": "@acme/all", "workspaces": ["packages/*", "apps/*"] }',
  });
  await place.run(...birds);
  const manifest = await readFile(join(place.folder, 'apps/birds/package.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({
    name: '@acme/birds',
    nx: { name: 'birds', tags: ['npm:private', 'layer:app', 'package:birds'] },
  });
});

test('a workspace with the presets gets a test that loads the sample into a server', async () => {
  await using place = await openProjectFolder({
    ...csv,
    'nx.json': '{}',
    'package.json': '{ "workspaces": ["apps/*"] }',
    'tools/vitest/package-tests.ts': '',
  });
  await place.run(...birds);
  const read = (file: string) => readFile(join(place.folder, 'apps/birds', file), 'utf8');
  expect(await read('vitest.config.ts')).toContain("globalSetup: './test/integration/server.ts'");
  expect(await read('test/integration/loads-the-sample.integration.test.ts')).toContain(
    'inserted: 10',
  );
  expect(JSON.parse(await read('package.json'))).toMatchObject({
    scripts: { 'test:integration': expect.any(String) as string },
    devDependencies: { '@wdh/local-postgres': expect.any(String) as string },
    nx: {
      targets: {
        // From the sources: no package of the workspace is built before.
        execute: {
          executor: 'nx:run-commands',
          cache: false,
          options: {
            command: 'node --conditions=@wdh/source --import tsx {projectRoot}/src/main.ts',
          },
        },
        migrate: {
          options: {
            command: 'node --conditions=@wdh/source --import tsx packages/cli/src/main.ts migrate',
          },
        },
      },
    },
  });
  expect(await read('package.json')).not.toContain('dependsOn');
  await place.run('new', 'job', 'bare', '--from', 'birds.csv', '--sample', '0');
  expect((await filesOf(place)).filter((file) => file.startsWith('apps/bare/test'))).toEqual([]);
});

test('--folder names the application, and not the job', async () => {
  await using place = await openProjectFolder({
    ...csv,
    'nx.json': '{}',
    'package.json': '{ "name": "@acme/all", "workspaces": ["apps/*"] }',
  });
  const { stdout } = await place.run(...birds, '--folder', 'birds-job');
  expect(stdout).toContain('npx nx test birds-job\n  npx wdh run birds --input FILE');
  const manifest = await readFile(join(place.folder, 'apps/birds-job/package.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({
    name: '@acme/birds-job',
    nx: { name: 'birds-job' },
  });
  const config = await readFile(join(place.folder, 'wdh.config.ts'), 'utf8');
  expect(config).toContain("import { birdsJob } from './apps/birds-job/src/job.js';");
});

test.each([
  ['nx.json', '{ // a comment\n}'],
  ['package.json', '{'],
])('a %s that is not JSON is one clear error', async (file, content) => {
  await using place = await openProjectFolder({ ...csv, 'nx.json': '{}', [file]: content });
  const { exitCode, stderr } = await place.run(...birds);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(new RegExp(`${file} cannot be read as JSON without comments.*Correct it`));
});

test('an Nx workspace without a package.json, or without workspaces, gets a project.json', async () => {
  await using place = await openProjectFolder({ ...csv, 'nx.json': '{}' });
  expect(await place.run(...birds)).toMatchObject({ exitCode: 0 });
  expect(await filesOf(place)).toContain('apps/birds/project.json');
});

test('the member of an archive makes a job without a sample', async () => {
  await using place = await openProjectFolder(csv);
  const zip = "import zipfile; z = zipfile.ZipFile('a.zip', 'w'); z.write('birds.csv')";
  await promisify(execFile)('python3', ['-c', zip], { cwd: place.folder });
  const made = await place.run('new', 'job', 'birds', '--from', 'a.zip#birds.csv');
  expect(made).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await filesOf(place)).not.toContain('birds/data/sample.csv');
});

test('a property with numbers and strings becomes a text, and the command says so', async () => {
  await using place = await openProjectFolder({ 'a.jsonl': '{"code":1}\n{"code":"1"}\n' });
  const { stdout } = await place.run('new', 'job', 'a', '--from', 'a.jsonl');
  expect(stdout).toContain('Property code has numbers and strings: both become text');
  expect(await readFile(join(place.folder, 'a/src/table.ts'), 'utf8')).toContain('code: text()');
});

test('--dry-run lists the files and writes none', async () => {
  await using place = await openProjectFolder(csv);
  const { exitCode, stdout } = await place.run(...birds, '--dry-run', '--json', '--sample', '0');
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    job: 'birds',
    table: 'public.birds',
    mode: 'upsert',
    key: ['id'],
    candidateKeys: ['id', 'name'],
    rows: 30,
    sampleRecords: 0,
    isRegistered: true,
    isWritten: false,
    files: written.filter((path) => !path.includes('data/')).map((path) => path.slice(6)),
  });
  expect(await filesOf(place)).toEqual(['birds.csv']);
});

test('no value of the file is in the sources, with --sample 0 in no file at all', async () => {
  const secret = { 'birds.csv': 'id,name\n1001,Canary\n1002,Canaria\n' };
  await using place = await openProjectFolder(secret);
  await place.run(...birds, '--sample', '0');
  const files = (await filesOf(place)).filter((path) => path !== 'birds.csv');
  const texts = files.map((path) => readFile(join(place.folder, path), 'utf8'));
  expect(files).toHaveLength(13);
  expect((await Promise.all(texts)).join('\n')).not.toMatch(/Canar|100[12]/);
});

test('a file of the project with an unusual shape stays, and the two lines are printed', async () => {
  const config = "import { jobs } from './jobs.js';\nexport default { jobs };\n";
  await using place = await openProjectFolder({ ...csv, 'wdh.config.ts': config });
  const { exitCode, stdout } = await place.run(...birds);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("  import { birdsJob } from './birds/src/job.js';\n");
  expect(stdout).toContain('  defineProject({ jobs: [..., birdsJob] })\n');
  expect(await readFile(join(place.folder, 'wdh.config.ts'), 'utf8')).toBe(config);
});

test('nothing that exists is overwritten', async () => {
  await using place = await openProjectFolder({ ...csv, 'birds/own.txt': 'mine' });
  const { exitCode, stderr } = await place.run(...birds);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/birds exists already, and is not overwritten\. Choose another name/);
  expect(await filesOf(place)).toEqual(['birds.csv', 'birds/own.txt']);
});

test('where nothing can be written, nothing is left', async () => {
  // A file in the place of the folder of the applications.
  await using place = await openProjectFolder({
    ...csv,
    'nx.json': '{}',
    'package.json': '{}',
    apps: '',
  });
  const { exitCode, stderr } = await place.run(...birds);
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 7,
    stderr: expect.stringContaining('could not be written') as string,
  });
  expect(await filesOf(place)).toEqual(['apps', 'birds.csv', 'nx.json', 'package.json']);
});

test.each([
  ['an unusable name', ['new', 'job', 'My Birds', '--from', 'birds.csv'], 2, 'such as my_birds.'],
  ['a missing file', ['new', 'job', 'birds', '--from', 'none.csv'], 7, 'none.csv'],
  ['no file', ['new', 'job', 'birds'], 2, '--from <file>'],
  ['a key that is not a column', [...birds, '--key', 'ident'], 2, 'choose from id, name'],
  ['a mode without key', [...birds, '--no-key', '--mode', 'upsert'], 2, '--key'],
  ['a table with three names', [...birds, '--table', 'a.b.c'], 2, '"a.b.c" is not a table name'],
  ['a wrong sample', [...birds, '--sample', '1001'], 2, 'from 0 to 1000'],
  [
    'a header that repeats a name',
    ['new', 'job', 'a', '--from', 'a.csv'],
    4,
    'column named "x". Correct it, or number such names with --number-headers; or join its rows with --header-rows 2; or name every column: --header --columns a,b,c, and --no-header in place of --header if the first record is data.',
  ],
  ['names for an unknown header', [...birds, '--columns', 'a,b'], 2, '--header or --no-header'],
  ['too few names', [...birds, '--columns', 'a', '--header'], 4, 'fits its 1 columns'],
  ['a file of binary data', ['new', 'job', 'a', '--from', 'a.bin'], 4, 'a.bin'],
])('%s is one clear error, and writes nothing', async (_, args, code, message) => {
  const more = { 'a.csv': 'x,x\n1,2\n3,4\n', 'a.bin': '\u0000\u0001\u0002\u0003'.repeat(100) };
  await using place = await openProjectFolder({ ...csv, ...more });
  const { exitCode, stdout, stderr } = await place.run(...args);
  expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(await filesOf(place)).toEqual(['a.bin', 'a.csv', 'birds.csv']);
});
