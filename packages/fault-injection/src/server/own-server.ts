import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type LocalPostgres,
  type PostgresVersion,
  startLocalPostgres,
  type StartLocalPostgresOptions,
} from '@wdh/local-postgres';
import { FaultNotInjectedError } from '../injection/fault-not-injected-error.js';
import { untilTrue } from '../injection/until-true.js';

/** How a server stops: immediately as in a crash, in an orderly way, or killed. */
export type StopMode = 'immediate' | 'fast' | 'kill';

const signals = { immediate: 'SIGQUIT', fast: 'SIGINT', kill: 'SIGKILL' } as const;
const patienceMs = 30_000;

/** A server for one test, to be stopped and started again on the same port with the same data. */
export class OwnServer implements AsyncDisposable {
  readonly #folder: string;
  readonly #options: StartLocalPostgresOptions;
  readonly #uses: LocalPostgres[] = [];
  #current: LocalPostgres;

  /**
   * Starts a server in a new folder. It does not wait for the disk: committed data survives the
   * server, but not a crash of the machine.
   *
   * @param options.settings Parameters of postgresql.conf.
   */
  static async start(
    options: {
      readonly version?: PostgresVersion | undefined;
      readonly settings?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<OwnServer> {
    const folder = await mkdtemp(path.join(tmpdir(), 'wdh-own-server-'));
    const wanted = {
      version: options.version,
      dataDir: path.join(folder, 'postgres'),
      settings: { fsync: 'off', ...options.settings },
    };
    try {
      return new OwnServer(folder, wanted, await startLocalPostgres(wanted));
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  private constructor(folder: string, options: StartLocalPostgresOptions, server: LocalPostgres) {
    this.#folder = folder;
    this.#options = { ...options, port: server.port };
    this.#current = server;
    this.#uses.push(server);
  }

  /** For its superuser; unchanged when it is started again. */
  get url(): string {
    return this.#current.url;
  }

  get port(): number {
    return this.#current.port;
  }

  /** Such as `17.10`. */
  get version(): string {
    return this.#current.version;
  }

  /** Creates an empty database, and returns its URL. */
  async createDatabase(name: string): Promise<string> {
    return this.#current.createDatabase(name);
  }

  /**
   * Stops the server in the given mode, and waits until it has stopped.
   *
   * @throws FaultNotInjectedError if it does not run
   */
  async stop(mode: StopMode): Promise<void> {
    const pid = await this.#postmasterPid();
    if (pid === undefined) throw new FaultNotInjectedError('the server does not run');
    process.kill(pid, signals[mode]);
    const isGone = (): boolean => !isAlive(pid);
    await untilTrue(isGone, patienceMs, `the ${mode} stop of the server`);
  }

  /** Starts the server again, on its port and with its data. */
  async start(): Promise<void> {
    this.#current = await startLocalPostgres(this.#options);
    this.#uses.push(this.#current);
  }

  /** Stops the server and removes its data. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const use of this.#uses) await use.stop();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }

  async #postmasterPid(): Promise<number | undefined> {
    const file = path.join(this.#current.dataDir, 'data', 'postmaster.pid');
    const text = await readFile(file, 'utf8').catch(() => '');
    const pid = Number.parseInt(text, 10);
    return Number.isNaN(pid) || !isAlive(pid) ? undefined : pid;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
