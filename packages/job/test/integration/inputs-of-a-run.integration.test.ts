import { readdirSync, readlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import { WdhError } from '@wdh/pipeline-core';
import { openRuns } from '@wdh/runs';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { runJob } from '../../src/index.js';
import { people } from '../support/people.js';

const text = 'id,name\n1,Ada\n2,Bob\n';
let server: Server;
let address: string;
let connectionUrl: string;
const requests: string[] = [];
let drop: () => Promise<void>;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    const isKnown = request.url === '/people.csv?token=s3cret';
    if (request.url === '/never.csv') return;
    if (request.url === '/other.csv') response.end('other\n1\n');
    else response.writeHead(isKnown ? 200 : 404).end(isKnown ? text : 'no such file');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const database = await createTestDatabase(inject('serverUrl'));
  connectionUrl = database.url;
  drop = () => database.drop();
});

afterAll(async () => {
  server.close();
  await drop();
});

/** The temporary copies of inputs that this process has open. */
function openCopies(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`);
      return /\/wdh-\w+\/input/.test(target) ? [target] : [];
    } catch {
      return [];
    }
  });
}

it('downloads an address, loads it once, and records it without its query', async () => {
  const input = `${address}/people.csv?token=s3cret`;
  const outcome = await runJob(people, { input }, { connectionUrl });
  expect(outcome).toMatchObject({
    status: 'success',
    rows: { inserted: 2 },
    input: `${address}/people.csv`,
    source: { name: `${address}/people.csv`, sizeBytes: text.length },
  });
  expect(await runJob(people, { input }, { connectionUrl })).toMatchObject({ status: 'skipped' });
  const runs = openRuns({ connectionUrl });
  const run = await runs.getRun(outcome.executionId);
  await runs.close();
  expect(run).toMatchObject({ request: { input: `${address}/people.csv` } });
  expect(JSON.stringify([run, outcome])).not.toContain('s3cret');
  expect(openCopies()).toEqual([]);
  // Each run checks and loads one copy.
  expect(requests).toHaveLength(2);
});

it('checks an address before anything is migrated, and downloads it once', async () => {
  const empty = await createTestDatabase(inject('serverUrl'));
  const input = `${address}/other.csv`;
  const outcome = await runJob(people, { input }, { connectionUrl: empty.url });
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'CSV_HEADER_INVALID' } });
  expect(requests.filter((url) => url === '/other.csv')).toHaveLength(1);
  const sql = postgres(empty.url, { max: 1 });
  const [found] = await sql`select to_regclass('public.people') as people`;
  await sql.end();
  await empty.drop();
  expect(found).toEqual({ people: null });
  expect(openCopies()).toEqual([]);
});

it('stops waiting for an address when it is cancelled', async () => {
  const cancelled = new WdhError('Stopped.', { code: 'CANCELLED', category: 'interrupted' });
  const stop = new AbortController();
  const running = runJob(
    people,
    { input: `${address}/never.csv` },
    { connectionUrl, signal: stop.signal },
  );
  await expect.poll(() => requests).toContain('/never.csv');
  stop.abort(cancelled);
  expect(await running).toMatchObject({ status: 'cancelled', error: cancelled });
});

it('fails with one error where the server has no such file', async () => {
  const input = `${address}/gone.csv?token=s3cret`;
  const outcome = await runJob(people, { input }, { connectionUrl });
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'DOWNLOAD_FAILED' } });
  expect(requests.filter((url) => url.startsWith('/gone.csv'))).toHaveLength(1);
  expect(JSON.stringify(outcome)).not.toContain('s3cret');
  expect(openCopies()).toEqual([]);
});
