/** A program that replays a run by version 2 of the job: `replay-once.ts <connection URL> <run> <mode>`. */
import { StatementPool, parseConnectionUrl } from '@wdh/postgres';
import { openReplay } from '@wdh/runs';
import { type LoadMode, WarehouseLoader } from '../../src/index.js';
import { replayPipeline } from './replay-pipeline.js';

const [, , connectionUrl = '', run = '', mode = 'append'] = process.argv;
const limits = { size: 1, deadlineMs: 30_000, statementTimeoutMs: 30_000 };
const pool = new StatementPool({
  address: parseConnectionUrl(connectionUrl),
  applicationName: 'wdh replay',
  ...limits,
});
const loader = new WarehouseLoader({ connectionUrl });
const replay = await openReplay(pool, run);
const { rows } = await loader.loadPipeline(replayPipeline(2).bind(replay.source as never), {
  into: 'replayed',
  mode: mode as LoadMode,
  upsertKeys: ['id'],
  replay,
});
process.stdout.write(`${JSON.stringify(rows)}\n`);
await loader.close();
await pool.close();
