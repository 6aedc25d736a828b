// @module-tag full
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { expect, it } from 'vitest';
import { openLocalPlace } from '../support/local-place.js';
import { startWdh } from '../support/start-wdh.js';

it('a load keeps the server from stopping, and is abandoned and repeated where that is forced', async () => {
  const place = await openLocalPlace();
  const ids = Array.from({ length: 5_000 }, (_, at) => at + 1);
  await writeFile(
    join(place.folder, 'items.csv'),
    `id,name\n${ids.map((id) => `${id},item`).join('\n')}\n`,
  );
  await place.run('db', 'start');
  const url = (await place.run('db', 'url')).stdout.trim();
  const onLog = (): void => undefined;
  const first = postgres(url, { max: 1, onnotice: onLog });
  await first.unsafe(`
    create table items (id int primary key, name text);
    create function wait() returns trigger language plpgsql as
      $$ begin perform pg_sleep(0.05); return new; end $$;
    create trigger slow before insert on items for each row execute function wait();`);

  const load = ['load', 'items.csv', '--into', 'items'];
  const { result } = startWdh(load, { cwd: place.folder });
  const isInserting = async (): Promise<boolean> =>
    (await first`select from pg_stat_activity where wait_event = 'PgSleep'`).length > 0;
  while (!(await isInserting())) await sleep(50);
  await first.end();

  expect(await place.run('db', 'stop')).toMatchObject({
    exitCode: 6,
    stderr: expect.stringContaining('LOCAL_POSTGRES_IN_USE') as string,
  });
  expect(await place.run('db', 'stop', '--force')).toMatchObject({ exitCode: 0 });
  expect(await result).toMatchObject({
    exitCode: 3,
    stdout: expect.stringMatching(/CONNECTION_LOST|DATABASE_UNREACHABLE/) as string,
  });

  await place.run('db', 'start');
  const second = postgres(url, { max: 1, onnotice: onLog });
  expect(await second`select from items`).toHaveLength(0);
  await second`drop trigger slow on items`;
  expect(await place.run(...load)).toMatchObject({ exitCode: 0 });
  expect(await second`select from items`).toHaveLength(ids.length);
  const runs = await second`select status from pipeline_executions order by started_at`;
  expect(runs.map(({ status }) => status as string)).toEqual(['abandoned', 'success']);
  await second.end();
});
