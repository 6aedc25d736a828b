import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { bundleProgram } from '../../../../tools/vitest/bundle-program.js';
import type { BenchConsole } from '../bench-console.js';
import { CountingClient } from './counting-client.js';

const token = 'streams'.repeat(6);

/** The run that most streams watch. */
export const watchedRun = 'bench_watched';

/** What the process of the console has used. */
export interface Usage {
  readonly statements: number;
  readonly rssMegabytes: number;
  readonly cpuMs: number;
}

/** A console in another process, and its streams. */
export class StreamPlace implements AsyncDisposable {
  readonly sql: postgres.Sql;
  readonly port: number;
  readonly headers = { authorization: `Bearer ${token}` };
  readonly #child: ChildProcess;
  readonly #clients: CountingClient[] = [];

  /** Starts a console, and records the watched run as running. */
  static async open({ connectionUrl }: BenchConsole): Promise<StreamPlace> {
    // Without the compiler of TypeScript in its memory.
    const program = new URL('../../test-results/bench/stream-server.mjs', import.meta.url);
    const isFromSources = true;
    await bundleProgram(new URL('stream-server.ts', import.meta.url), program, { isFromSources });
    const child = fork(fileURLToPath(program), [connectionUrl, token], { execArgv: [] });
    const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }];
    const place = new StreamPlace(child, port, connectionUrl);
    await place.sql`
      insert into pipeline_executions
        (execution_id, pipeline_name, pipeline_version, started_at, status, target, load_mode)
      values (${watchedRun}, 'bench', '1', now(), 'queued', 'public.bench', 'append')`;
    return place;
  }

  private constructor(child: ChildProcess, port: number, connectionUrl: string) {
    this.#child = child;
    this.port = port;
    this.sql = postgres(connectionUrl, { max: 2, onnotice: () => undefined });
  }

  /** Opens streams that are read. */
  async listen(path: string, count: number): Promise<readonly CountingClient[]> {
    const url = `http://127.0.0.1:${this.port}${path}`;
    const opening = Array.from({ length: count }, () => CountingClient.open(url, this.headers));
    const opened = await Promise.all(opening);
    this.#clients.push(...opened);
    return opened;
  }

  /** Queued runs, each of which one stream watches. */
  async otherRuns(count: number): Promise<readonly string[]> {
    const runs = await this.sql<{ id: string }[]>`
      insert into pipeline_executions
        (execution_id, pipeline_name, pipeline_version, started_at, status, target, load_mode)
      select 'bench_other_' || n, 'bench', '1', now(), 'queued', 'public.bench', 'append'
      from generate_series(1, ${count}) as n returning execution_id as id`;
    return runs.map(({ id }) => id);
  }

  /** Asks the process of the console for its memory and processor time. */
  async usage(): Promise<Usage> {
    this.#child.send('usage');
    const [{ rssBytes, cpu, statements }] = (await once(this.#child, 'message')) as [
      { readonly rssBytes: number; readonly cpu: NodeJS.CpuUsage; readonly statements: number },
    ];
    const cpuMs = (cpu.user + cpu.system) / 1_000;
    return { rssMegabytes: rssBytes / 1e6, cpuMs, statements };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) client.close();
    this.#child.kill();
    await once(this.#child, 'exit');
    await this.sql.end();
  }
}
