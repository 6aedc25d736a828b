import { migrateUp } from '@wdh/migrations';
import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import { auditMigrations, openRuns } from '@wdh/runs';
import {
  type Console,
  consoleMigrations,
  type ConsoleServer,
  createConsole,
  serveConsole,
} from '../../../src/index.js';
import type { WireRunStream } from '../../../src/wire/stream.js';
import { tokenOf } from '../use-console.js';
import { EventClient } from './event-client.js';
import { lettersTable } from './gated-job.js';

/** A console over the database of a server that a test stops, to be closed and opened again. */
export class LivePlace implements AsyncDisposable {
  readonly url: string;
  readonly database: StatementPool;
  readonly #runs;
  #opened: { readonly console: Console; readonly server: ConsoleServer } | null = null;
  #port = 0;

  /** Creates the tables of runs and console, and a table of letters, and opens a console. */
  static async open(url: string): Promise<LivePlace> {
    await migrateUp({ connectionUrl: url, folders: [auditMigrations, consoleMigrations] });
    const place = new LivePlace(url);
    await place.database.query(lettersTable);
    await place.openConsole();
    return place;
  }

  private constructor(url: string) {
    this.url = url;
    this.database = new StatementPool({
      address: parseConnectionUrl(url),
      applicationName: 'wdh console',
      size: 2,
      deadlineMs: 30_000,
      statementTimeoutMs: 5_000,
    });
    this.#runs = openRuns({ connectionUrl: url });
  }

  /** Opens the console, at the port that it had before. */
  async openConsole(): Promise<void> {
    const console = await createConsole({
      runs: this.#runs,
      database: this.database,
      project: { jobs: new Map(), schedules: new Map(), watches: new Map(), inputs: [] },
      auth: { tokens: [{ name: 'viewer', roles: ['viewer'], token: tokenOf('viewer') }] },
    });
    const server = await serveConsole(console, { port: this.#port });
    this.#port = server.port;
    this.#opened = { console, server };
  }

  /** Closes the console; its database stays. */
  async closeConsole(): Promise<void> {
    await this.#opened?.console.close();
    await this.#opened?.server.close();
    this.#opened = null;
  }

  /** Opens the stream of a run. */
  listenToRun(executionId: string, lastEventId?: string): Promise<EventClient<WireRunStream>> {
    const url = `http://127.0.0.1:${String(this.#port)}/api/runs/${executionId}/stream`;
    const authorization = `Bearer ${tokenOf('viewer')}`;
    const resumed = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    return EventClient.open<WireRunStream>(url, { authorization, ...resumed });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.closeConsole();
    await this.#runs.close();
    await this.database.close();
  }
}
