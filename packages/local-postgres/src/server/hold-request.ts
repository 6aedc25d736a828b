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

/** A server that runs as long as `fd` is open in this process, or another one's in theirs. */
export interface HeldServer {
  readonly pid: number;
  readonly port: number;
  readonly fd: number;
}
