import { loggedError } from '@wdh/job';
import { type Logger, silentLogger } from '@wdh/pipeline-core';
import { parseConnectionUrl, type ServerAddress, StatementPool } from '@wdh/postgres';
import { PgBoss } from 'pg-boss';
import { bossOn } from './boss-on.js';
import { bossSchema } from './boss-schema.js';
import { checkQueueSchema, type QueueAccess } from './check-queue-schema.js';
import { queueErrorOf } from './queue-error.js';

/** Options of `openBoss`. */
export interface OpenBossOptions {
  /** Contains the password: it is not logged, and errors do not contain it. */
  readonly connectionUrl: string;
  /** As shown in `pg_stat_activity`. Default `wdh queue`. */
  readonly applicationName?: string | undefined;
  /** Most connections at the same time, at least 2. Default 2. */
  readonly poolSize?: number | undefined;
  /** Whether it returns jobs of dead workers to the queue, and deletes old ones. Default false. */
  readonly supervise?: boolean | undefined;
  /** Default: silent. */
  readonly logger?: Logger | undefined;
  /** `read` is for a role that only looks: it needs no other privilege. Default `write`. */
  readonly access?: QueueAccess | undefined;
}

/** pg-boss, and the connections that it shares. */
export interface OpenedBoss {
  readonly boss: PgBoss;
  readonly pool: StatementPool;
  readonly address: ServerAddress;
  /** Stops pg-boss, and closes the connections. */
  close(): Promise<void>;
}

const deadlineMs = 30_000;

/**
 * Starts pg-boss on connections of `@wdh/postgres`, so that the same rules for URLs, TLS and errors
 * apply as everywhere. It changes no schema, and runs no schedules.
 *
 * @throws WdhError `CONNECTION_URL_INVALID`, those of the connection and of `checkQueueSchema`.
 */
export async function openBoss(options: OpenBossOptions): Promise<OpenedBoss> {
  const { connectionUrl, applicationName = 'wdh queue', poolSize = 2 } = options;
  const { supervise = false, logger = silentLogger, access = 'write' } = options;
  const address = parseConnectionUrl(connectionUrl);
  const limits = { size: Math.max(2, poolSize), deadlineMs, statementTimeoutMs: deadlineMs };
  // A fetch that runs twice would take two jobs.
  const pool = new StatementPool({ address, applicationName, ...limits, isRepeatable: false });
  const boss = new PgBoss({
    db: bossOn(pool),
    schema: bossSchema,
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise,
    registerInstance: supervise,
    superviseIntervalSeconds: 60,
    monitorIntervalSeconds: 2,
    flowIntervalSeconds: 3_600,
  });
  // An error without a listener would end the process.
  boss.on('error', (error) => {
    logger.warn('queue.engine.failed', { error: loggedError(error) });
  });
  boss.on('warning', ({ message }) => {
    logger.warn('queue.engine.warned', { message });
  });
  try {
    await checkQueueSchema(pool, access);
    await boss.start();
  } catch (error) {
    await pool.close();
    throw queueErrorOf(error);
  }
  const close = async (): Promise<void> => {
    await boss.stop({ close: false, graceful: true });
    await pool.close();
  };
  return { boss, pool, address, close };
}
