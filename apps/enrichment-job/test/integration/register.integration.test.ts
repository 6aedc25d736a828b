import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { serveRegister } from '../../src/register/serve-register.js';
import { spendRecord } from '../support/spend-record.js';
import { useEnrichment } from '../support/use-enrichment.js';

const trial = useEnrichment();

/** Serves other answers than the register of the app. */
async function serve(status: number, body: string) {
  let calls = 0;
  const server = createServer((_, response) => {
    calls += 1;
    response.writeHead(status).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => calls,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

it('bills an answer, and nothing for a company that it does not know', async () => {
  await using register = await serveRegister({ price: '0.02', delayMs: 0 });
  const get = (path: string) => fetch(new URL(path, register.origin));
  const known = await get('/companies/C0001');
  expect(await known.json()).toMatchObject({ price: '0.02' });
  expect((await get('/companies/X')).status).toBe(404);
  expect(await (await get('/calls')).json()).toEqual({ calls: 1 });
  expect(register.billed).toEqual(['C0001']);
});

it('rejects companies that the register does not know, for nothing', async () => {
  const input = await trial.write('unknown.csv', 'id,name,country\nX1,Alder Foods Ltd,FI\n');
  const { rows } = await trial.run({}, { input });
  expect(rows).toMatchObject({ read: 1, rejected: 1 });
  const [row] = await trial.sql`select code, field from rejected_rows`;
  expect(row).toEqual({ code: 'COMPANY_UNKNOWN', field: 'id' });
  expect((await spendRecord(trial.sql)).spent).toBe('0.00');
});

it('repeats a call that the register refuses, and ends the run without cost', async () => {
  await using busy = await serve(503, 'busy');
  const input = await trial.write('one.csv', 'id,name,country\nC0001,Alder Foods Ltd,FI\n');
  const { error } = await trial.run({ register: busy.origin }, { input });
  expect(error).toMatchObject({ code: 'STEP_FAILED', category: 'connection' });
  // The load is not repeated for the failure of a step.
  expect(busy.calls()).toBe(3);
  expect((await spendRecord(trial.sql)).entries).toBe(0);
});

it('pays for an answer in another form than agreed', async () => {
  await using changed = await serve(200, '{"sector":"retail"}');
  const input = await trial.write('one.csv', 'id,name,country\nC0001,Alder Foods Ltd,FI\n');
  const { error } = await trial.run({ register: changed.origin }, { input });
  expect(error).toMatchObject({ code: 'STEP_FAILED', category: 'internal' });
  expect(changed.calls()).toBe(1);
  expect(await spendRecord(trial.sql)).toMatchObject({ entries: 1, spent: '0.01' });
});
