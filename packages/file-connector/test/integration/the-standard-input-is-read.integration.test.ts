import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { csvSource, csvSources, detectDialect, sharedInput } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { zipArchive } from '../support/zip-archive.js';

const path = temporaryFolder();
const run = promisify(execFile);
const text = 'a,b\n1,x\n2,y\n';
const rows = [
  { a: '1', b: 'x' },
  { a: '2', b: 'y' },
];
const program = fileURLToPath(new URL('../support/read-input.ts', import.meta.url));
const nodeOptions = ['--conditions=@wdh/source', '--import=tsx', program];

it('has the SHA-256 of the same bytes in a file, and can be read again', async () => {
  await writeFile(path('in.csv'), text);
  const file = await csvSource(path('in.csv')).identify();
  const source = csvSource('-', { stdin: Readable.from([Buffer.from(text)]) });
  expect(await source.identify()).toEqual({ ...file, name: 'stdin' });
  expect((await readSource(source)).rows).toEqual(rows);
  expect((await readSource(source)).rows).toEqual(rows);
  await source.close?.();
});

it.each([
  ['gzip', gzipSync(text)],
  ['a ZIP archive of one file', zipArchive([{ name: 'b.csv', text }])],
])('may be %s', async (_what, bytes) => {
  const [source] = await csvSources('-', { stdin: Readable.from([bytes]), name: 'pipe' });
  expect(await source?.identify()).toMatchObject({ name: 'pipe' });
  expect(source && (await readSource(source)).rows).toEqual(rows);
});

it('is copied once for all its readers, which do not remove the copy', async () => {
  const stdin = Readable.from([Buffer.from(text)]);
  expect(await detectDialect('-', { stdin })).toMatchObject({ fieldCount: 2 });
  for (const input of ['-', sharedInput('-', { stdin })]) {
    const source = csvSource(input, { stdin });
    expect((await readSource(source)).rows).toEqual(rows);
    await source.close?.();
  }
});

it('cannot be read again where it could not be copied', async () => {
  const broken = new Error('broken pipe');
  const stdin = new Readable({ read: (): void => void stdin.destroy(broken) });
  await expect(csvSource('-', { stdin }).identify()).rejects.toBe(broken);
  const again = csvSource('-', { stdin }).identify();
  await expect(again).rejects.toMatchObject({ code: 'STREAM_ALREADY_READ' });
});

it('gives a stream of the caller a SHA-256 where it is shared', async () => {
  const input = sharedInput(Readable.from([Buffer.from(text)]), { name: 'response' });
  const identity = await csvSource(input).identify();
  expect(identity).toMatchObject({ name: 'response', sizeBytes: text.length });
  expect(identity.sha256).toMatch(/^[\da-f]{64}$/);
});

it('stops waiting for bytes when it is aborted, and a shared stream also when it is closed', async () => {
  const stdin = new PassThrough();
  stdin.write('a,b\n');
  const aborter = new AbortController();
  const outcome = csvSource('-', { stdin })
    .identify(aborter.signal)
    .catch((error: unknown) => error);
  aborter.abort(new Error('stopped by the test'));
  expect(String(await outcome)).toContain('stopped by the test');
  const stream = new PassThrough();
  stream.write('a,b\n');
  const input = sharedInput(stream);
  const closed = csvSource(input)
    .identify()
    .catch((error: unknown) => error);
  await input.close();
  expect(String(await closed)).toContain('INPUT_CLOSED');
  expect([stdin.destroyed, stream.destroyed]).toEqual([true, true]);
});

it('is the standard input of the process, in a program', async () => {
  await writeFile(path('in.csv'), text);
  const command = `"$0" "$@" < '${path('in.csv')}'`;
  const args = ['-c', command, process.execPath, ...nodeOptions, '-', path('')];
  const { stdout } = await run('/bin/sh', args);
  const identity = await csvSource(path('in.csv')).identify();
  expect(JSON.parse(stdout)).toMatchObject({ rowCount: 2, sha256: identity.sha256 });
});

it('is copied to a file that only its owner may read, and that has no name', async () => {
  await writeFile(path('in.csv'), text);
  await mkdir(path('spool'));
  const command = `umask 0; "$0" "$@" < '${path('in.csv')}'`;
  const args = ['-c', command, process.execPath, ...nodeOptions, '-', path('spool')];
  const { stdout } = await run('/bin/sh', args);
  expect(JSON.parse(stdout)).toMatchObject({ copies: ['600 0 links'] });
  expect(await readdir(path('spool'))).toEqual([]);
});

it('is refused with a clear error when its copy fills the disk', async () => {
  await writeFile(path('in.csv'), `a\n${'1\n'.repeat(200_000)}`);
  const command = `trap '' XFSZ; ulimit -f 100; exec "$0" "$@" < '${path('in.csv')}'`;
  const args = ['-c', command, process.execPath, ...nodeOptions, '-', path('')];
  const { stdout } = await run('/bin/sh', args);
  expect(JSON.parse(stdout)).toMatchObject({ code: 'FILE_NOT_WRITABLE', category: 'file' });
  expect(stdout).toContain('A temporary copy of stdin cannot be written');
});

it('leaves no file behind when the process is killed while it copies', async () => {
  await mkdir(path('spool'));
  // The input never ends; the program kills itself after its first bytes.
  const args = [...nodeOptions, '-', path('spool'), 'kill'];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.write('a\n1\n');
  const printed: unknown[] = [];
  child.stdout.on('data', (bytes: Buffer) => printed.push(bytes.toString()));
  expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
  expect(printed).toEqual(['copying\n']);
  expect(await readdir(path('spool'))).toEqual([]);
});
