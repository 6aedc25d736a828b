import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningProcess } from '@wdh/fault-injection';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import postgres, { type Sql } from 'postgres';
import { startProgram } from '../../programs/programs.js';
import { MailServer, type MailServerOptions } from './mail-server.js';
import { SlackServer } from './slack-server.js';

/** A database, a mail server and one like Slack, and the processes that send notices by them. */
export class NoticePlace implements AsyncDisposable {
  readonly #database: TestDatabase;
  readonly #folder: string;
  readonly #processes: RunningProcess[] = [];
  readonly sql: Sql;
  readonly mails: MailServer;
  readonly slack: SlackServer;

  static async open(serverUrl: string, mail: MailServerOptions = {}): Promise<NoticePlace> {
    const database = await createTestDatabase(serverUrl);
    const folder = await mkdtemp(join(tmpdir(), 'wdh-notices-'));
    return new NoticePlace(database, folder, {
      mails: await MailServer.start(mail),
      slack: await SlackServer.start(),
    });
  }

  private constructor(
    database: TestDatabase,
    folder: string,
    servers: Pick<NoticePlace, 'mails' | 'slack'>,
  ) {
    this.#database = database;
    this.#folder = folder;
    this.sql = postgres(database.url, { max: 1, onnotice: () => undefined });
    this.mails = servers.mails;
    this.slack = servers.slack;
  }

  /** Starts a process that alerts when the gate is opened, or at once. */
  async start(gate?: 'gate', connectionUrl = this.url): Promise<RunningProcess> {
    const process = startProgram('send-notice', {
      connectionUrl,
      smtpUrl: `smtp://127.0.0.1:${this.mails.port}`,
      webhookUrl: this.slack.origin,
      tenant: 'acme',
      ...(gate === undefined ? {} : { gate: join(this.#folder, gate) }),
    });
    this.#processes.push(process);
    await process.untilPrinted('ready', 120_000);
    return process;
  }

  get url(): string {
    return this.#database.url;
  }

  async openGate(): Promise<void> {
    await writeFile(join(this.#folder, 'gate'), '');
  }

  /** Lets the time pass in which notices of the same level and tenant are held back. */
  async passAnHour(): Promise<void> {
    await this.sql`
      update budget_store_claims set expires_at = expires_at - interval '3600 seconds'`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#processes.map((process) => process[Symbol.asyncDispose]()));
    await this.mails[Symbol.asyncDispose]();
    await this.slack[Symbol.asyncDispose]();
    await this.sql.end();
    await this.#database.drop();
    await rm(this.#folder, { recursive: true });
  }
}

/** Waits for the end of processes, and returns the events that each has logged. */
export async function eventsOf(
  processes: readonly RunningProcess[],
): Promise<readonly (readonly string[])[]> {
  const ends = await Promise.all(processes.map((process) => process.end(120_000)));
  return ends.map(({ code, stdout, stderr }) => {
    if (code !== 0 || stderr !== '') throw new Error(`It ended with ${String(code)}: ${stderr}`);
    const lines = stdout.trimEnd().split('\n').slice(1);
    return lines.map((line) => line.split(' ')[0] ?? '').sort();
  });
}
