import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, it } from 'vitest';
import { jsonOf } from '../support/json-of.js';
import { startWdh, wdh } from '../support/start-wdh.js';
import { openWorkplace } from '../support/workplace.js';

const requests: string[] = [];
const server = createServer((request, response) => {
  requests.push(request.url ?? '');
  if (request.url === '/items.csv?token=s3cret') response.end('id,name\n1,Bolt\n2,Nut\n');
  else response.writeHead(404).end();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

afterAll(() => {
  server.close();
});

it('loads an address with one request, and shows and records no secret of it', async () => {
  await using place = await openWorkplace(inject('serverUrl'));
  await place.sql`create table items (id int, name text)`;
  const input = `${address}/items.csv?token=s3cret`;
  const loaded = await place.run('load', input, '--into', 'items', '--json');
  expect(loaded).toMatchObject({ exitCode: 0 });
  expect(jsonOf(loaded)).toMatchObject({ loads: [{ input: `${address}/items.csv` }] });
  expect(requests).toEqual(['/items.csv?token=s3cret']);
  const twice = await place.run('load', input, input, '--into', 'items');
  expect(twice).toMatchObject({ exitCode: 2 });
  const inspected = await place.run('inspect', input, '--json');
  expect(inspected).toMatchObject({ exitCode: 0 });
  const records = await place.sql`select * from pipeline_executions`;
  const shown = JSON.stringify([loaded, twice, inspected, [...records]]);
  expect(shown).not.toContain('s3cret');
});

it.each(['s3://key:s3cret@bucket/a.csv', ' https://127.0.0.1:1/a.csv?token=s3cret'])(
  'refuses %j without repeating its secret',
  async (input) => {
    const folder = await mkdtemp(join(tmpdir(), 'wdh-inputs-'));
    const result = await wdh(['load', input, '--into', 'items', '--json'], { cwd: folder });
    expect(result).toMatchObject({ exitCode: 7 });
    expect(JSON.stringify(result)).not.toContain('s3cret');
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  },
);

it('reads the standard input', async () => {
  await using place = await openWorkplace(inject('serverUrl'));
  await place.sql`create table items (id int, name text)`;
  const { result } = startWdh(['load', '-', '--into', 'items', '--json'], {
    cwd: place.folder,
    env: { DATABASE_URL: place.databaseUrl },
    stdin: 'id,name\n1,Bolt\n',
  });
  expect(jsonOf(await result)).toMatchObject({ loads: [{ input: '-', status: 'success' }] });
  expect([...(await place.sql`select * from items`)]).toEqual([{ id: 1, name: 'Bolt' }]);
});
