import type { CreateDatabaseOptions } from './database/create-database.js';

/**
 * A PostgreSQL server that runs for this process. It ends with the last process that uses it, unless
 * one of them asked for `keepRunning`.
 */
export interface LocalPostgres extends AsyncDisposable {
  /** `postgres://user:password@127.0.0.1:port/database`. Contains the password: not for logs. */
  readonly url: string;
  /** `url` without the password. */
  readonly displayUrl: string;
  /** Always `127.0.0.1`. */
  readonly host: string;
  readonly port: number;
  /** The superuser. */
  readonly user: string;
  readonly database: string;
  /**
   * Folder of the cluster. It differs from the requested one if the account that runs the server
   * for root cannot access that one; starting with either gives the same cluster.
   */
  readonly dataDir: string;
  /** Such as `17.10`. */
  readonly version: string;
  /** Creates a database, as a copy of `template` where given, and returns its URL. */
  createDatabase(name: string, options?: Pick<CreateDatabaseOptions, 'template'>): Promise<string>;
  /** Drops a database if it exists, and ends its sessions. */
  dropDatabase(name: string): Promise<void>;
  /**
   * Releases the server. If no other process uses it and it is not kept running, resolves when it
   * has stopped and a temporary cluster is removed. A second call has no effect.
   *
   * @throws LocalPostgresError `LOCAL_POSTGRES_STOP_FAILED`
   */
  stop(): Promise<void>;
}
