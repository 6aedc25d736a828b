import { describe, expect, it } from 'vitest';
import { jobFile, openProjectFolder } from '../support/project.js';

const config = `import { defineProject } from '@wdh/job';
import { people } from './jobs/people.js';
export default defineProject({ jobs: [people] });
`;
const project = { 'wdh.config.ts': config, 'jobs/people.ts': jobFile('people') };
const listed = 'people\n  upsert into public.people by id\n';

describe('the file of a project', () => {
  it('is found in the folder and above it, with imports that end in .js', async () => {
    await using place = await openProjectFolder({ ...project, 'deep/down/x': '' });
    expect(await place.run('jobs')).toEqual({ exitCode: 0, stdout: listed, stderr: '' });
    expect((await place.runIn('deep/down', 'jobs')).stdout).toBe(listed);
  });

  it.each([
    ['wdh.config.mts', config.replace('.js', '.ts')],
    ['wdh.config.js', config.replace('.js', '.ts')],
    ['wdh.config.mjs', config.replace('.js', '.ts')],
  ])('may be %s, with imports that end in .ts', async (name, text) => {
    await using place = await openProjectFolder({
      'jobs/people.ts': jobFile('people'),
      'package.json': '{"type":"module"}',
      [name]: text,
    });
    expect(await place.run('jobs')).toEqual({ exitCode: 0, stdout: listed, stderr: '' });
  });

  it('may print: with --json, to stderr', async () => {
    const text = `console.log('hello');\n${config}`;
    await using place = await openProjectFolder({ ...project, 'wdh.config.ts': text });
    const { exitCode, stdout, stderr } = await place.run('jobs', '--json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: 'hello\n' });
    expect(JSON.parse(stdout)).toMatchObject([{ name: 'people' }]);
  });

  it('may be named by a package.json above, and by --config', async () => {
    await using place = await openProjectFolder({
      'package.json': '{ "wdh": { "config": "apps/mine.ts" } }',
      'apps/mine.ts': config,
      'apps/jobs/people.ts': jobFile('people'),
    });
    expect((await place.run('jobs')).stdout).toBe(listed);
    expect((await place.run('jobs', '--config', 'apps/mine.ts')).stdout).toBe(listed);
  });
});

const broken: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  [
    'does not compile',
    { 'wdh.config.ts': 'export default {\n  jobs: [ ;\n' },
    /\[PROJECT_NOT_LOADED\] wdh\.config\.ts:2: Unexpected token/,
  ],
  [
    'throws',
    { 'wdh.config.ts': 'const a: string[] = [];\n\nexport default a.b.c;\n' },
    /\[PROJECT_NOT_LOADED\] wdh\.config\.ts:3: Cannot read properties of undefined/,
  ],
  [
    'throws in a file that it imports',
    { 'wdh.config.ts': "import './jobs/a.js';\n", 'jobs/a.ts': "\nthrow new Error('no luck');\n" },
    /jobs\/a\.ts:2 \(imported by wdh\.config\.ts\): no luck\. Correct it/,
  ],
  [
    'throws no error',
    { 'wdh.config.ts': "throw 'x';\n" },
    /wdh\.config\.ts: it throws a string, which is not an error/,
  ],
  [
    'imports a file that does not exist',
    { 'wdh.config.ts': "import { a } from './gone.js';\nexport default a;\n" },
    /\[PROJECT_NOT_LOADED\] wdh\.config\.ts: Cannot find module '\.\/gone\.js'/,
  ],
  [
    'imports a package that is not installed',
    { 'wdh.config.ts': "import './a.js';\n", 'a.ts': "import 'no-such-package';\n" },
    /a\.ts \(imported by wdh\.config\.ts\): Cannot find module 'no-such-package'/,
  ],
  [
    'has no default export',
    { 'wdh.config.ts': 'export const a = 1;\n' },
    /\[PROJECT_INVALID\] wdh\.config\.ts (?:has no default export|does not export a project by default)\. Write: export default/,
  ],
  [
    'is no project',
    { 'wdh.config.ts': 'export default { jobs: [] };\n' },
    /\[PROJECT_INVALID\] wdh\.config\.ts does not export a project by default\. Write/,
  ],
  [
    'lists a job that does not exist',
    {
      'wdh.config.ts':
        "import { defineProject } from '@wdh/job';\nimport { b } from './a.js';\nexport default defineProject({ jobs: [b] });\n",
      'a.ts': 'export const a = 1;\n',
    },
    /\[PROJECT_INVALID\] wdh\.config\.ts: Entry 1 of its jobs is not a job: use what defineJob returns/,
  ],
  [
    'has two jobs of one name',
    { ...project, 'wdh.config.ts': config.replace('[people]', '[people, people]') },
    /\[PROJECT_INVALID\] wdh\.config\.ts: Two jobs are called "people": rename one/,
  ],
  [
    'declares an invalid job',
    { ...project, 'jobs/people.ts': jobFile('people').replace("keys: ['id'],", '') },
    /\[JOB_INVALID\] wdh\.config\.ts: The declaration of job "people" is invalid: mode upsert needs keys/,
  ],
  [
    'is named by a package.json and missing',
    { 'package.json': '{"wdh":{"config":"a.ts"}}' },
    /\[PROJECT_NOT_FOUND\] .*package\.json names a\.ts/,
  ],
  ['is missing', {}, /\[PROJECT_NOT_FOUND\] No wdh\.config\.ts was found in .*wdh new job/],
];

describe('a project is refused with one error, and exit code 2, when its file', () => {
  it.each(broken)('%s', { tags: ['full'] }, async (_, files, message) => {
    await using place = await openProjectFolder(files);
    const { exitCode, stdout, stderr } = await place.run('jobs');
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });
});

it('a file that does not compile is one error', async () => {
  await using place = await openProjectFolder({
    'wdh.config.ts': 'export default {\n  jobs: [ ;\n',
  });
  const { exitCode, stderr } = await place.run('jobs');
  expect(stderr).toBe(
    '[PROJECT_NOT_LOADED] wdh.config.ts:2: Unexpected token. Correct it, and try again.\n',
  );
  expect(exitCode).toBe(2);
});

it('a secret in an error of the file is not printed', async () => {
  const text = "throw new Error('cannot reach postgres://etl:hunter22@db/warehouse');\n";
  await using place = await openProjectFolder({ 'wdh.config.ts': text });
  const { stderr } = await place.run('jobs');
  expect(stderr).toContain('wdh.config.ts:1: cannot reach');
  expect(stderr).not.toContain('hunter22');
});

it('--config names a file that does not exist', async () => {
  await using place = await openProjectFolder(project);
  const { exitCode, stderr } = await place.run('jobs', '--config', 'other.ts');
  expect(stderr).toContain('[PROJECT_NOT_FOUND] There is no file other.ts, which --config names');
  expect(exitCode).toBe(2);
});
