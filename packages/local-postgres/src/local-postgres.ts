import type { CreateDatabaseOptions } from './database/create-database.js';

/** A PostgreSQL server that runs for this process, and ends with the last process that uses it. */
export interface LocalPostgres extends AsyncDisposable {
  /** `postgres://user:password@127.0.0.1:port/database`. Holds the password: not for logs. */
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
   * Folder of the cluster. It differs from the one asked for where the account that runs the server
   * for root cannot reach that one; starting with either gives the same cluster.
   */
  readonly dataDir: string;
  /** Such as `17.10`. */
  readonly version: string;
  /** Creates a database, as a copy of `template` where given, and returns its URL. */
  createDatabase(name: string, options?: Pick<CreateDatabaseOptions, 'template'>): Promise<string>;
  /** Drops a database if it exists, and ends the sessions of those who use it. */
  dropDatabase(name: string): Promise<void>;
  /**
   * Gives the server up. Where no other process uses it, resolves when it has stopped, and a
   * temporary cluster is gone. A second call does nothing more.
   *
   * @throws LocalPostgresError `LOCAL_POSTGRES_STOP_FAILED`
   */
  stop(): Promise<void>;
}
