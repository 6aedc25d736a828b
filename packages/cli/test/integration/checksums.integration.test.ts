import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();
const text = 'id,name\n1,Bolt\n2,Nut\n';
const packed = gzipSync(text);
const good = createHash('sha256').update(packed).digest('hex');
const wrong = '0'.repeat(64);

const requests: string[] = [];
const server = createServer((request, response) => {
  requests.push(request.url ?? '');
  if (request.url === '/items.csv') response.end(text);
  else response.writeHead(404).end();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/items.csv`;

afterAll(() => {
  server.close();
});

beforeEach(async () => {
  await place.sql.unsafe('drop table if exists items; create table items (id int, name text)');
});

async function write(name: string, checksum: string | null): Promise<void> {
  await writeFile(join(place.folder, name), packed);
  if (checksum === null) return;
  await writeFile(join(place.folder, `${name}.CHECKSUM`), `${checksum}  ${name}\n`);
}

const load = (file: string, ...args: string[]) =>
  place.run('load', file, '--into', 'items', '--force', ...args);
const count = async (): Promise<number> => (await place.sql`select from items`).length;

describe('wdh load compares the checksum', () => {
  it('beside a file by itself, and loads nothing of a file with another one', async () => {
    await write('good.csv.gz', good);
    expect(await load('good.csv.gz')).toMatchObject({ exitCode: 0 });
    expect(await count()).toBe(2);
    await write('wrong.csv.gz', wrong);
    const refused = await load('wrong.csv.gz');
    expect(refused).toMatchObject({ exitCode: 7 });
    expect(refused.stderr).toMatch(
      /\[CHECKSUM_MISMATCH\] .*wrong\.csv\.gz\.CHECKSUM demands 0{12}…/,
    );
    expect(await count()).toBe(2);
    const [last] = await place.sql`select count(*)::int as runs from pipeline_executions`;
    expect(last).toEqual({ runs: 1 });
  });

  it('only where --checksum does not say none', async () => {
    await write('other.csv.gz', wrong);
    expect(await load('other.csv.gz', '--checksum', 'none')).toMatchObject({ exitCode: 0 });
    expect(await count()).toBe(2);
  });

  it('that --checksum demands: beside it, of 64 digits, or in a file', async () => {
    await write('plain.csv.gz', null);
    await writeFile(join(place.folder, 'SHA256SUMS'), `${good}  plain.csv.gz\n${wrong}  b.csv\n`);
    for (const [rule, exitCode] of [
      ['beside', 7],
      ['if-beside', 0],
      [good, 0],
      [wrong, 7],
      ['SHA256SUMS', 0],
    ] as const) {
      expect(await load('plain.csv.gz', '--checksum', rule)).toMatchObject({ exitCode });
    }
    expect(await count()).toBe(6);
  });

  it('of one file only, where it is given as digits', async () => {
    await write('one.csv.gz', null);
    await write('two.csv.gz', null);
    const refused = await load('one.csv.gz', 'two.csv.gz', '--checksum', good);
    expect(refused).toMatchObject({ exitCode: 2 });
    expect(refused.stderr).toContain('--checksum with a SHA-256 is that of one file');
    const cut = await load('one.csv.gz', '--checksum', good.slice(1));
    expect(cut).toMatchObject({ exitCode: 2 });
    expect(cut.stderr).toContain('64 hexadecimal digits');
    const misspelt = await load('one.csv.gz', '--checksum', 'besides');
    expect(misspelt).toMatchObject({ exitCode: 2 });
    expect(misspelt.stderr).toContain('Expected beside, if-beside, none');
  });

  it.each([
    ['a pattern', ['day-1.*']],
    ['a shell', ['day-1.csv.gz', 'day-1.csv.gz.CHECKSUM']],
  ])('and leaves out the checksum files that %s names with their files', async (_who, files) => {
    await write('day-1.csv.gz', good);
    const outcome = await place.run('load', ...files, '--into', 'items', '--force');
    expect(outcome).toMatchObject({ exitCode: 0 });
    expect(await count()).toBe(2);
  });

  it('of an address only if it is asked for', async () => {
    expect(await load(address)).toMatchObject({ exitCode: 0 });
    expect(requests).toEqual(['/items.csv']);
    const refused = await load(address, '--checksum', 'beside');
    expect(refused).toMatchObject({ exitCode: 7 });
    expect(refused.stderr).toContain('CHECKSUM_MISSING');
    expect(requests.slice(1)).toEqual([
      '/items.csv.CHECKSUM',
      '/items.csv.sha256',
      '/items.csv.sha256sum',
    ]);
  });
});

it.each([
  ['inspect', (file: string) => ['inspect', file]],
  ['new job', (file: string) => ['new', 'job', 'items', '--from', file, '--dry-run']],
])('wdh %s compares the checksum beside a file too', async (_name, args) => {
  await write('shown.csv.gz', wrong);
  const refused = await place.run(...args('shown.csv.gz'));
  expect(refused).toMatchObject({ exitCode: 7, stdout: '' });
  expect(refused.stderr).toContain('CHECKSUM_MISMATCH');
  await write('shown.csv.gz', good);
  expect(await place.run(...args('shown.csv.gz'))).toMatchObject({ exitCode: 0 });
});
