import type { ServerAccount } from '../account/server-account.js';
import type { ServerPrograms } from '../binaries/server-programs.js';
import type { ClusterFolder } from '../cluster/cluster-folder.js';

/** What is needed to have a cluster served. */
export interface HoldRequest {
  readonly folder: ClusterFolder;
  readonly account: ServerAccount;
  readonly programs: ServerPrograms;
  /** Undefined: a free one. */
  readonly port: number | undefined;
  readonly settings: Readonly<Record<string, string>>;
  /** Reading of `performance.now()` by which the server must accept connections. */
  readonly deadline: number;
}

/** A server that runs as long as this process, or another one that holds it too, wants it. */
export interface HeldServer {
  readonly port: number;
  /** Gives it up and, where nobody else holds it, waits until it has stopped. */
  readonly release: () => Promise<void>;
}
