import { untilTrue } from '@wdh/fault-injection';
import {
  FeedConnection,
  type FeedMetrics,
  type FeedOptions,
  type FeedState,
} from '../../src/index.js';

const deadlineMs = 30_000;

/** Options of a connection; by default its messages are kept. */
type FollowedOptions = Omit<FeedOptions, 'onMessages'> &
  Partial<FeedOptions> & { readonly signal?: AbortSignal };

/** A connection that a test follows. */
export class Followed implements AsyncDisposable {
  readonly messages: string[] = [];
  readonly states: FeedState[] = [];
  readonly connection: FeedConnection;
  /** The result of the run; an error is a result as well, so that it may be awaited late. */
  readonly outcome: Promise<{ readonly metrics?: FeedMetrics; readonly error?: unknown }>;
  readonly #stop = new AbortController();

  constructor(options: FollowedOptions) {
    this.connection = new FeedConnection({
      onMessages: (messages) => void this.messages.push(...messages),
      ...options,
      onState: (state) => {
        this.states.push(state);
        options.onState?.(state);
      },
    });
    if (options.signal?.aborted === true) this.#stop.abort();
    this.outcome = this.connection.run(this.#stop.signal).then(
      (metrics) => ({ metrics }),
      (error: unknown) => ({ error }),
    );
  }

  get metrics(): FeedMetrics {
    return this.connection.metrics;
  }

  /** Waits until the state has this name. */
  async until(name: FeedState['name']): Promise<void> {
    await this.untilTrue(() => this.metrics.state.name === name, `the state ${name}`);
  }

  /** Waits until so many failures in a row are followed by a wait. */
  async untilFailure(count: number): Promise<void> {
    const isWaiting = (): boolean => 'waitMs' in this.metrics.state;
    await this.untilTrue(() => this.metrics.failures === count && isWaiting(), `failure ${count}`);
  }

  async untilTrue(ask: () => boolean, what: string, ms = deadlineMs): Promise<void> {
    await untilTrue(ask, ms, what);
  }

  /** Aborts, and returns the last counts. */
  async stop(): Promise<FeedMetrics> {
    this.#stop.abort();
    const { metrics, error } = await this.outcome;
    if (metrics === undefined) throw error;
    return metrics;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.outcome;
  }
}
