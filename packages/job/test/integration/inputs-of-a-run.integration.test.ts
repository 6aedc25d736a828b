import { readdirSync, readlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import { openRuns } from '@wdh/runs';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { runJob } from '../../src/index.js';
import { people } from '../support/people.js';

const text = 'id,name\n1,Ada\n2,Bob\n';
let server: Server;
let address: string;
let connectionUrl: string;
let drop: () => Promise<void>;

beforeAll(async () => {
  server = createServer((request, response) => {
    const isKnown = request.url === '/people.csv?token=s3cret';
    response.writeHead(isKnown ? 200 : 404).end(isKnown ? text : 'no such file');
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
});

it('fails with one error where the server has no such file', async () => {
  const input = `${address}/gone.csv?token=s3cret`;
  const outcome = await runJob(people, { input }, { connectionUrl });
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'DOWNLOAD_FAILED' } });
  expect(JSON.stringify(outcome)).not.toContain('s3cret');
  expect(openCopies()).toEqual([]);
});
