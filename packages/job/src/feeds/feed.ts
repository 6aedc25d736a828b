import type { Job } from '../declare/job.js';

/** The place of a message in a sequence, such as the id of a trade among those of its symbol. */
export interface FeedSequence {
  /** Names the sequence, such as a symbol. */
  readonly key: string;
  readonly sequence: bigint;
}

/** A feed: one declaration of a WebSocket whose messages a job loads. Made by `defineFeed`. */
export interface Feed {
  /** Lower-case words with underscores or hyphens; unique in a project. */
  readonly name: string;
  /** One sentence for people. */
  readonly description: string;
  /** The job that loads the messages: each is a row of its source, a file of JSON Lines. */
  readonly job: Job;
  /** The parameters of its runs. */
  readonly params: Readonly<Record<string, unknown>>;
  /** What is captured where nothing is chosen, such as symbols; null: the feed has no topics. */
  readonly topics: readonly string[] | null;
  /** Headers of the handshake, such as an authorization. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds without a message or ping after which the connection is replaced; null: the default. */
  readonly silenceMs: number | null;
  /** Whether its address depends on the topics. */
  readonly hasTopicsInUrl: boolean;
  /** Returns the address for topics; null if the command must name it. */
  urlOf(topics: readonly string[]): string | null;
  /** Returns the texts that are sent after connecting. */
  subscribeTo(topics: readonly string[]): readonly string[];
  /** Returns the place of a message in its sequence, to note gaps; null if it has none. */
  readonly sequenceOf: ((message: string) => FeedSequence | null) | null;
}
