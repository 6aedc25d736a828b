import { readFile } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { startConsole } from '../../support/start-console.js';
import { useWorkplace } from '../../support/use-workplace.js';

const place = useWorkplace();
const script = new URL('../../../../console/roles.sql', import.meta.url);

it('the console shows budgets where there are any, by its own login', async () => {
  const { folder, databaseUrl } = place;
  {
    await using before = await startConsole(place);
    expect(await (await before.ask('/api/session')).json()).toMatchObject({ hasBudgets: false });
    expect((await before.ask('/api/budgets')).status).toBe(404);
  }
  await place.run('budget', 'set', 'acme', '--create', '--max', '5');
  await place.sql.unsafe(await readFile(script, 'utf8'));
  await place.sql.unsafe(`alter role wdh_console password 'wdh_console secret'`);
  onTestFinished(async () => {
    await place.sql`drop owned by wdh_console`;
    await place.sql`drop role wdh_console`;
  });
  const url = new URL(databaseUrl);
  Object.assign(url, { username: 'wdh_console', password: 'wdh_console secret' });
  const env = { CONSOLE_DATABASE_URL: url.href };
  {
    await using running = await startConsole({ folder, databaseUrl, env });
    expect(await (await running.ask('/api/session')).json()).toMatchObject({ hasBudgets: true });
    expect(JSON.stringify(await (await running.ask('/api/budgets')).json())).toContain('"acme"');
    running.process.signal('SIGTERM');
    expect(await running.process.end(60_000)).toMatchObject({ code: 0 });
  }
  await place.sql`revoke select on tenant_configs from wdh_console`;
  await using refused = await startConsole({ folder, databaseUrl, env });
  expect(await (await refused.ask('/api/session')).json()).toMatchObject({ hasBudgets: false });
  await refused.process.untilPrinted(/console\.budgets\.not_readable/u);
});
