import assert from 'node:assert/strict';
import { consoleMigrations, createConsole, serveConsole } from '@wdh/console';
import { defineProject } from '@wdh/job';
import { migrateUp } from '@wdh/migrations';
import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import { openRuns } from '@wdh/runs';

/** Serves the page of the installed package, and asks for its files and its runs. */
export async function checkConsole(connectionUrl: string): Promise<void> {
  await migrateUp({ connectionUrl, folders: [consoleMigrations] });
  const runs = openRuns({ connectionUrl });
  const database = new StatementPool({
    address: parseConnectionUrl(connectionUrl),
    applicationName: 'consumer',
    size: 2,
    deadlineMs: 10_000,
    statementTimeoutMs: 5_000,
  });
  const token = 'consumer'.repeat(8);
  const page = await createConsole({
    runs,
    database,
    project: defineProject({ jobs: [] }),
    auth: { tokens: [{ name: 'consumer', token, roles: ['viewer'] }] },
  });
  const server = await serveConsole(page, { port: 0 });
  try {
    const html = await (await fetch(server.origin)).text();
    const files = [...html.matchAll(/(?:src|href)="(\.\/[^"]+)"/g)].map(([, path]) => path ?? '');
    assert(files.length >= 2, 'the page has no script and no style');
    for (const file of files) {
      assert.equal((await fetch(new URL(file, server.origin))).status, 200, file);
    }
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${server.origin}/api/runs`, { headers });
    const { items } = (await answer.json()) as { readonly items: readonly unknown[] };
    assert.equal(items.length, 1);
  } finally {
    await server.close();
    await page.close();
    await runs.close();
    await database.close();
  }
}
