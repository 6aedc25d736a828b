import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { startWdh } from '../support/start-wdh.js';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();

async function newTable(name: string): Promise<void> {
  await place.sql.unsafe(`create table ${name} (id int, name text)`);
}

const namesIn = async (table: string): Promise<unknown[]> => {
  const rows = await place.sql`select name from ${place.sql(table)} order by id`;
  return rows.map(({ name }: { name?: unknown }) => name);
};

const csv = 'id,name\n1,a\n2,b\n';

it('loads the standard input, once', async () => {
  await newTable('piped');
  const env = { DATABASE_URL: place.databaseUrl };
  const load = (): ReturnType<typeof startWdh>['result'] =>
    startWdh(['load', '-', '--into', 'piped'], { cwd: place.folder, env, stdin: csv }).result;
  expect(await load()).toMatchObject({ exitCode: 0, stderr: '' });
  expect((await load()).stdout).toContain('skipped');
  expect(await namesIn('piped')).toEqual(['a', 'b']);
});

it('loads the files of a pattern, also compressed, in a run each', async () => {
  await newTable('globbed');
  await mkdir(join(place.folder, 'daily'));
  await writeFile(join(place.folder, 'daily/1.csv'), csv);
  await writeFile(join(place.folder, 'daily/2.csv.gz'), gzipSync('Name;ID\nc;3\nd;4\n'));
  await writeFile(join(place.folder, 'daily/3.txt'), 'not a part of the pattern');
  const loaded = await place.run('load', 'daily/*.csv*', '--into', 'globbed');
  expect(loaded).toMatchObject({ exitCode: 0, stderr: '' });
  expect(loaded.stdout).toContain('daily/2.csv.gz');
  expect(await namesIn('globbed')).toEqual(['a', 'b', 'c', 'd']);
  const missing = await place.run('load', 'weekly/*.csv', '--into', 'globbed');
  expect(missing).toMatchObject({ exitCode: 7, stdout: '' });
});

it('loads JSON Lines, with every digit, and makes a table for them', async () => {
  const lines = [
    '{"id":1,"Full Name":"a","amount":0.10,"doc":{"n":12345678901234567890}}',
    '{"id":2,"amount":"5","Full Name":"","big":12345678901234567890}',
    '{"id":3,"Full Name":null,"doc":7}',
  ];
  await writeFile(join(place.folder, 'events'), `${lines.join('\n')}\n`);
  const into = ['load', 'events', '--into', 'events'];
  expect(await place.run(...into, '--create', '--yes')).toMatchObject({ exitCode: 0 });
  const rows = await place.sql`
    select id::int, full_name, amount::text, doc::text, big::text from events order by id`;
  expect([...rows]).toEqual([
    { id: 1, full_name: 'a', amount: '0.10', doc: '{"n": 12345678901234567890}', big: null },
    { id: 2, full_name: '', amount: '"5"', doc: null, big: '12345678901234567890' },
    { id: 3, full_name: null, amount: null, doc: '7', big: null },
  ]);
  const again = await place.run(...into);
  expect(again.stdout).toContain('skipped');
  const refused = await place.run(...into, '--delimiter', ';');
  expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
  expect(refused.stderr).toContain('--delimiter does not apply');
});

it('loads a member of an archive, and a download', { tags: ['full'] }, async () => {
  await newTable('fetched');
  await writeFile(join(place.folder, 'a.csv'), csv);
  await writeFile(join(place.folder, 'b.csv'), 'id,name\n3,c\n4,d\n');
  const python =
    "import zipfile; z = zipfile.ZipFile('both.zip', 'w'); z.write('a.csv'); z.write('b.csv')";
  await promisify(execFile)('python3', ['-c', python], { cwd: place.folder });
  const ambiguous = await place.run('load', 'both.zip', '--into', 'fetched');
  expect(ambiguous.exitCode).not.toBe(0);
  expect(ambiguous.stderr).toContain('b.csv');
  expect(await place.run('load', 'both.zip#a.csv', '--into', 'fetched')).toMatchObject({
    exitCode: 0,
  });
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/b.csv') === true) response.end('id,name\n3,c\n4,d\n');
    else response.writeHead(404).end('<html>gone</html>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const address = `http://127.0.0.1:${port}/b.csv?token=canary`;
    const fetched = await place.run('load', address, '--into', 'fetched');
    expect(fetched).toMatchObject({ exitCode: 0 });
    expect(fetched.stdout).not.toContain('canary');
    const gone = await place.run('load', `http://127.0.0.1:${port}/c.csv`, '--into', 'fetched');
    expect(gone.exitCode).toBe(7);
    expect(gone.stderr).toContain('404');
  } finally {
    server.close();
  }
  expect(await namesIn('fetched')).toEqual(['a', 'b', 'c', 'd']);
  const [recorded] = await place.sql`
    select count(*)::int as leaks from pipeline_executions as run where run::text like '%canary%'`;
  expect(recorded).toEqual({ leaks: 0 });
});

it('an interruption ends the present file, and starts no other', { tags: ['full'] }, async () => {
  await newTable('interrupted');
  const rows = Array.from({ length: 300_000 }, (_, at) => `${at},name ${at}`).join('\n');
  await writeFile(join(place.folder, 'large.csv'), `id,name\n${rows}\n`);
  await writeFile(join(place.folder, 'small.csv'), csv);
  const args = ['load', 'large.csv', 'small.csv', '--into', 'interrupted'];
  const env = { DATABASE_URL: place.databaseUrl };
  const { child, result } = startWdh(args, { cwd: place.folder, env });
  for (;;) {
    const copying = await place.sql`
      select from pg_stat_progress_copy where datname = current_database() and tuples_processed > 0`;
    if (copying.length > 0) break;
    expect(child.exitCode).toBeNull();
  }
  child.kill('SIGINT');
  const { exitCode, stdout } = await result;
  expect(exitCode).toBe(130);
  expect(stdout).toMatch(/large\.csv │ failed/);
  expect(stdout).toMatch(/small\.csv │ not_started/);
  expect(await namesIn('interrupted')).toEqual([]);
});
