import { parseConnectionUrl, type Queryable, StatementPool } from '@wdh/postgres';
import { openRuns } from '@wdh/runs';
import { createConsole, serveConsole } from '../../src/index.js';

/** Serves a console in a process of its own, and answers each message with what it has used. */
const [connectionUrl = '', token = ''] = process.argv.slice(2);
const pool = new StatementPool({
  ...{ address: parseConnectionUrl(connectionUrl), applicationName: 'wdh console', size: 4 },
  ...{ deadlineMs: 30_000, statementTimeoutMs: 5_000 },
});
let statements = 0;
const database: Queryable = {
  query: (text, parameters) => {
    statements += 1;
    return pool.query(text, parameters);
  },
};
const opened = await createConsole({
  runs: openRuns({ on: database }),
  database,
  project: { jobs: new Map(), schedules: new Map(), watches: new Map(), inputs: [] },
  auth: { tokens: [{ name: 'bench', token, roles: ['viewer'] }] },
  streams: { ofSession: 1_000, inAll: 1_000 },
});
const { port } = await serveConsole(opened, { port: 0 });
process.send?.({ port });
process.on('message', () => {
  process.send?.({ rssBytes: process.memoryUsage.rss(), cpu: process.cpuUsage(), statements });
});
