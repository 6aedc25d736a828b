import type { ServerAccount } from '../account/server-account.js';
import type { ServerPrograms } from '../binaries/server-programs.js';
import type { ClusterFolder } from '../cluster/cluster-folder.js';

/** The request to start or join the server of a cluster. */
export interface HoldRequest {
  readonly folder: ClusterFolder;
  readonly account: ServerAccount;
  readonly programs: ServerPrograms;
  /** Undefined: the port of the last start; a free one the first time and for a temporary cluster. */
  readonly port: number | undefined;
  readonly settings: Readonly<Record<string, string>>;
  /** Deadline for the server to accept connections, as a value of `performance.now()`. */
  readonly deadline: number;
  readonly onLog: (line: string) => void;
}

/** A server that runs as long as this process or another one holds it. */
export interface HeldServer {
  readonly port: number;
  /** Lets it run without users, until it is stopped by name. */
  readonly keep: () => Promise<void>;
  /** Releases it and, if no other process holds it and it is not kept, waits until it has stopped. */
  readonly release: () => Promise<void>;
}
