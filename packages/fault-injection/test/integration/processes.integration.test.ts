import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  call,
  fullDevice,
  growFile,
  NetworkProxy,
  onStatement,
  type ProcessOptions,
  replaceFile,
  RunningProcess,
  truncateFile,
} from '../../src/index.js';
import { connectTo, useDatabase } from './use-database.js';

const database = useDatabase();
let cwd: string;

beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'wdh-processes-'));
});

afterAll(() => rm(cwd, { recursive: true, force: true }));

function run(program: string, options: Partial<ProcessOptions> = {}): RunningProcess {
  return RunningProcess.start(['--input-type=module', '--eval', program], { cwd, ...options });
}

test('a process is reported with its exit code, its output and its duration', async () => {
  await using child = run(
    'console.log("out", process.env.ONE, process.env.HOME); console.error("err"); process.exitCode = 3;',
    { env: { ONE: '1' } },
  );
  const end = await child.end(60_000);
  expect(end).toMatchObject({
    code: 3,
    signal: null,
    stdout: 'out 1 undefined\n',
    stderr: 'err\n',
  });
  expect(end.durationMs).toBeGreaterThan(0);
});

test('a process is killed once it has printed a line', async () => {
  await using child = run('console.log("loading"); setInterval(() => undefined, 1000);');
  await child.untilPrinted('loading');
  child.signal('SIGKILL');
  expect(await child.end(60_000)).toMatchObject({ code: null, signal: 'SIGKILL' });
  expect(() => child.signal('SIGKILL')).toThrow('Fault not injected: the process had ended');
});

test('a process that ends without the line fails the test', async () => {
  await using child = run('console.log("done");');
  await expect(child.untilPrinted('loading')).rejects.toMatchObject({ code: 'FAULT_NOT_INJECTED' });
});

test('a process that hangs is detected by the deadline, and killed with its scope', async () => {
  let pid: number;
  {
    await using child = run('console.log("up"); setInterval(() => undefined, 1000);');
    ({ pid } = child);
    await child.untilPrinted('up');
    await expect(child.end(50)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  }
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('a process is frozen and resumed', async () => {
  await using child = run(
    'console.log("up"); let n = 0; setInterval(() => { console.log("tick", ++n); }, 10);',
  );
  await child.untilPrinted('tick');
  child.signal('SIGSTOP');
  await expect(child.untilPrinted(/tick 2000/, 200)).rejects.toThrow('took longer');
  const frozen = child.stdout;
  child.signal('SIGCONT');
  await child.untilPrinted(`tick ${frozen.split('tick').length + 5}\n`);
});

test('a process is killed at a statement, which never reaches the server', async () => {
  await using proxy = await NetworkProxy.start(database.url);
  const root = path.resolve(import.meta.dirname, '../..');
  await using child = run(
    `import postgres from 'postgres';
    const sql = postgres(process.env.URL, { max: 1 });
    await sql\`CREATE TABLE first (id int)\`;
    await sql\`CREATE TABLE second (id int)\`;`,
    { cwd: root, env: { URL: proxy.url } },
  );
  const fault = proxy.inject(
    call(onStatement('create table second'), () => {
      child.signal('SIGKILL');
      proxy.cut();
    }),
  );
  expect(await child.end(60_000)).toMatchObject({ signal: 'SIGKILL' });
  fault.expectFired();
  await using client = connectTo(database.url);
  expect(
    await client.sql`SELECT relname FROM pg_class WHERE relname IN ('first', 'second')`,
  ).toEqual([{ relname: 'first' }]);
});

test('a process is limited in memory, descriptors and file size', async () => {
  await using hungry = run('const all = []; for (;;) all.push(new Array(1000).fill(all.length));', {
    limits: { heapMb: 20 },
  });
  expect((await hungry.end(30_000)).stderr).toContain('heap out of memory');

  await using open = run(
    `import { openSync } from 'node:fs';
    try { for (;;) openSync(process.execPath); } catch (error) { console.log(error.code); }`,
    { limits: { descriptors: 40 } },
  );
  expect(await open.end(60_000)).toMatchObject({ code: 0, stdout: 'EMFILE\n' });

  await using large = run(
    `import { writeFileSync } from 'node:fs';
    try { writeFileSync('large', Buffer.alloc(1e6)); } catch (error) { console.log(error.code); }`,
    { limits: { fileBlocks: 100 } },
  );
  expect(await large.end(60_000)).toMatchObject({ code: 0, stdout: 'EFBIG\n' });
});

test('a process gets errors for a full disk and a closed reader', async ({ skip }) => {
  skip(!existsSync(fullDevice), `needs ${fullDevice}`);
  await using full = run(
    'process.stdout.on("error", ({ code }) => console.error(code)); console.log("x");',
    { stdoutFile: fullDevice },
  );
  expect((await full.end(60_000)).stderr).toBe('ENOSPC\n');

  await using closed = run(
    `process.stdout.on("error", ({ code }) => { console.error(code); process.exit(0); });
    console.error("up"); setInterval(() => console.log("x"), 10);`,
  );
  await closed.untilPrinted('up');
  closed.closeStdout();
  expect((await closed.end(60_000)).stderr).toBe('up\nEPIPE\n');
});

test('a missing program is reported', async () => {
  await using child = RunningProcess.start(['no-such-program.mjs'], { cwd });
  const end = await child.end(60_000);
  expect(end).toMatchObject({ code: 1 });
  expect(end.stderr).toContain('no-such-program');
});

test('a file is replaced, truncated and extended, and a missing file fails the test', async () => {
  const file = path.join(cwd, 'source.csv');
  await writeFile(file, 'old');
  await replaceFile(file, 'newer');
  await growFile(file, ' and more');
  await truncateFile(file, 8);
  expect(await readFile(file, 'utf8')).toBe('newer an');
  const missing = path.join(cwd, 'missing.csv');
  const changes = [
    () => replaceFile(missing, ''),
    () => growFile(missing, ''),
    () => truncateFile(missing, 1),
    () => truncateFile(file, 8),
  ];
  for (const change of changes) {
    await expect(change()).rejects.toMatchObject({ code: 'FAULT_NOT_INJECTED' });
  }
});
