import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { BackendControl, setForDatabase } from '@wdh/fault-injection';
import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const poolSize = 2;
const into = 'sleepy';

/** Counts the open sockets of this process, from now on. */
function countSockets() {
  const sockets: Socket[] = [];
  let most = 0;
  const count = (message: unknown): void => {
    sockets.push((message as { readonly socket: Socket }).socket);
    most = Math.max(most, sockets.filter(({ destroyed }) => !destroyed).length);
  };
  subscribe('net.client.socket', count);
  return {
    opened: () => sockets.length,
    most: () => most,
    [Symbol.dispose]: () => {
      unsubscribe('net.client.socket', count);
    },
  };
}

beforeEach(async () => {
  await warehouse.sql.unsafe(`
    drop table if exists sleepy;
    create table sleepy (id int);
    create or replace function fall_asleep() returns trigger language plpgsql as $$ begin
      perform pg_sleep(60);
      return new; end $$`);
});

test('loads that statement_timeout cancels never have more connections than the pool', async () => {
  await warehouse.sql.unsafe(
    `create trigger sleep before insert on sleepy for each row execute function fall_asleep()`,
  );
  await using _ = await setForDatabase(warehouse.url, 'statement_timeout', '1500ms');
  const loader = warehouse.newLoader({ poolSize });
  using sockets = countSockets();
  const loads = [1, 2, 3].map((id) => failureOf(loader.load([{ id }], { into })));
  const messages = (await Promise.all(loads)).map(({ message }) => message);
  expect(messages).toEqual(
    messages.map(() => expect.stringContaining('due to statement timeout') as string),
  );
  // For each: one for the rows, and one to name a lock holder and end the backend.
  expect(sockets.opened()).toBe(6);
  expect(sockets.most()).toBe(poolSize);
});

test('an audited load whose COMMIT is cancelled never has more connections than the pool', async () => {
  await warehouse.sql.unsafe(
    `create constraint trigger sleep after insert on sleepy deferrable initially deferred
     for each row execute function fall_asleep()`,
  );
  await using control = await BackendControl.connect(warehouse.url);
  const loader = warehouse.newLoader({ poolSize });
  const bound = new Pipeline<{ id: number }>('sleepy').bind(memorySource([{ id: 1 }]));
  using sockets = countSockets();
  const failed = failureOf(loader.loadPipeline(bound, { into }));
  await control.until({ where: ({ waitEvent }) => waitEvent === 'PgSleep' });
  await control.cancel({ applicationName: 'wdh load' });
  expect((await failed).message).toContain('due to user request');
  // For the record, the rows and the outcome of COMMIT.
  expect(sockets.opened()).toBe(3);
  expect(sockets.most()).toBe(poolSize);
});
