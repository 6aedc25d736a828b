import { isIPv6 } from 'node:net';
import type { Job } from '@wdh/job';
import type { ConnectionBudget, Queue } from '@wdh/queue';
import { showMany } from '../../../table/show-values.js';
import type { WorkerFacts } from './worker-lines.js';

/** What a worker begins with. */
export interface WorkerStart {
  readonly jobs: readonly Job[];
  readonly concurrency: number;
  readonly budget: ConnectionBudget;
  readonly address: Queue['address'];
  /** Where the health is served; null: nowhere. */
  readonly health: { readonly host: string; readonly port: number } | null;
  readonly drainSeconds: number;
  /** Names of the project's schedules and watched folders. */
  readonly schedules: readonly string[];
  readonly watches: readonly string[];
}

/** Describes a worker: jobs, connections with their formula, and the database without secrets. */
export function workerFacts(start: WorkerStart): WorkerFacts {
  const { jobs, concurrency, budget, address, drainSeconds, schedules, watches } = start;
  const health = start.health === null ? null : hostAndPort(start.health);
  const names = jobs.map(({ name }) => name);
  const login = address.user === undefined ? '' : `${address.user}@`;
  const database = `${login}${address.server}/${address.database ?? ''}`;
  const { queue, listenAndHeartbeat, total } = budget;
  const shown = {
    connections: `up to ${total}: 2 x ${showMany(concurrency, 'run')} + ${queue} for the queue + ${listenAndHeartbeat} to listen and for the heartbeat`,
    database,
    ...(health === null ? {} : { health: `http://${health}` }),
    ...(schedules.length === 0 ? {} : { schedules: schedules.join(', ') }),
    ...(watches.length === 0 ? {} : { watches: watches.join(', ') }),
  };
  const lines = [
    `Worker for ${names.join(', ')}: up to ${showMany(concurrency, 'run')} at the same time`,
    ...Object.entries(shown).map(([name, value]) => `  ${name.padEnd(11)}  ${value}`),
    `Waiting for runs. Ctrl+C ends it: it takes no more, and waits up to ${drainSeconds} s for those that it has.`,
  ];
  return {
    facts: {
      ...{ jobs: names, concurrency, connections: budget, database, health, drainSeconds },
      ...{ schedules, watches },
    },
    text: lines.join('\n'),
  };
}

function hostAndPort({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
