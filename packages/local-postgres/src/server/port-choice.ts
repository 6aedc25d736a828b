import { dataFolder } from '../cluster/cluster-folder.js';
import { freePort, lastingPort } from './free-port.js';
import type { HoldRequest } from './held-server.js';
import { rememberedPort, rememberPort } from './remembered-port.js';

/** Processes of a server that has just ended may hold its port for a moment. */
const rememberedAttempts = 5;

/**
 * Chooses the port of a server: the requested one, or that of the last start, or a free one. The
 * port of a kept cluster is remembered when the server accepts connections on it.
 */
export class PortChoice {
  readonly #request: HoldRequest;
  #remembered: number | undefined;
  #refusals = 0;

  constructor(request: HoldRequest) {
    this.#request = request;
  }

  /** Returns the port to try next. */
  async next(): Promise<number> {
    const { folder, port } = this.#request;
    if (port !== undefined) return port;
    if (folder.isTemporary) return freePort();
    this.#remembered = await rememberedPort(dataFolder(folder));
    if (this.#refusals >= rememberedAttempts) return lastingPort();
    return this.#remembered ?? lastingPort();
  }

  /** Returns whether another port may be tried, after one that is in use. */
  mayRetry(): boolean {
    this.#refusals += 1;
    return this.#request.port === undefined;
  }

  /** Remembers the port of the server. Failing to do so is reported and does not stop a start. */
  async keep(port: number): Promise<void> {
    const { folder, account, onLog } = this.#request;
    const before = this.#remembered;
    if (folder.isTemporary) return;
    if ((await rememberedPort(dataFolder(folder))) === port) return;
    try {
      await rememberPort(dataFolder(folder), account, port);
    } catch (error) {
      onLog(`The port ${port} cannot be remembered: ${(error as Error).message}`);
      return;
    }
    if (before === undefined || this.#request.port !== undefined) return;
    onLog(
      `Port ${before} of ${folder.path} is in use by another program, so its server uses port ${port} from now on`,
    );
  }
}
