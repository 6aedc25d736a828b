import { WdhError } from '@wdh/pipeline-core';
import { isJob } from '../declare/is-job.js';
import type { Job } from '../declare/job.js';
import type { Feed, FeedSequence } from './feed.js';

/** The declaration of a feed. */
export interface FeedDeclaration {
  /** Lower-case words with underscores or hyphens, such as `binance_trades`. */
  readonly name: string;
  /** One sentence for people. Default: the name. */
  readonly description?: string | undefined;
  /**
   * The job that loads the messages. Its source reads JSON Lines: a message that is an object is a
   * row, one that is an array is a row `{ message: […] }`, and any other is rejected. `upsert` makes
   * it harmless that two connections receive a message.
   */
  readonly job: Job;
  /** Parameters of its runs, which the schema of the job checks. Default: none. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  /** What is captured by default, such as symbols or channels. Default: the feed has no topics. */
  readonly topics?: readonly string[] | undefined;
  /** The address, `wss://…`, or a function of the topics. Default: the command must name it. */
  readonly url?: string | ((topics: readonly string[]) => string) | undefined;
  /** Texts to send after connecting, or a function of the topics. Default: none. */
  readonly subscribe?:
    readonly string[] | ((topics: readonly string[]) => readonly string[]) | undefined;
  /** Headers of the handshake. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds without a message or ping after which the connection is replaced. Default 30,000. */
  readonly silenceMs?: number | undefined;
  /** Returns the place of a message in its sequence. Default: no gaps are noted. */
  readonly sequenceOf?: ((message: string) => FeedSequence | null) | undefined;
}

/**
 * Declares a feed, which `wdh capture` follows.
 *
 * @throws WdhError `FEED_INVALID` (usage) that names what is wrong with the declaration.
 * @example
 * export const tradesFeed = defineFeed({
 *   name: 'binance_trades',
 *   job: trades,
 *   topics: ['BTCUSDT'],
 *   url: (symbols) => `wss://stream.binance.com:9443/stream?streams=${streamsOf(symbols)}`,
 * });
 */
export function defineFeed(declaration: FeedDeclaration): Feed {
  checkFeed(declaration);
  const { name, job, url, subscribe = [], topics = null } = declaration;
  const feed: Feed = {
    name,
    description: declaration.description ?? name,
    job,
    params: declaration.params ?? {},
    topics,
    headers: declaration.headers ?? {},
    silenceMs: declaration.silenceMs ?? null,
    hasTopicsInUrl: typeof url === 'function',
    urlOf: (chosen) => (typeof url === 'function' ? url(chosen) : (url ?? null)),
    subscribeTo: (chosen) => (typeof subscribe === 'function' ? subscribe(chosen) : subscribe),
    sequenceOf: declaration.sequenceOf ?? null,
  };
  return Object.freeze(feed);
}

/** A declaration may come from JavaScript, or from a file whose types nothing has checked. */
function checkFeed(declaration: object): void {
  const given: Readonly<Record<string, unknown>> = { ...declaration };
  const { name, job, url, subscribe, topics, sequenceOf, silenceMs } = given;
  const problems = [
    isName(name)
      ? null
      : 'its name must be lower-case words with underscores or hyphens, such as binance_trades',
    isJob(job) ? null : 'its job must be what defineJob returns',
    isJob(job) && job.partitions !== undefined
      ? 'its job must have no partitions: a segment of messages belongs to none'
      : null,
    isOptional(url, ['string', 'function'])
      ? null
      : 'its url must be a text, or a function of the topics',
    isTexts(subscribe) || typeof subscribe === 'function'
      ? null
      : 'its subscribe must be a list of texts, or a function of the topics',
    isTexts(topics) ? null : 'its topics must be a list of texts',
    isOptional(sequenceOf, ['function']) ? null : 'its sequenceOf must be a function of a message',
    isOptional(silenceMs, ['number']) ? null : 'its silenceMs must be a number of milliseconds',
  ].filter((problem) => problem !== null);
  if (problems.length === 0) return;
  const named = typeof name === 'string' ? ` "${name}"` : '';
  throw new WdhError(`The declaration of feed${named} is invalid: ${problems.join('; ')}.`, {
    code: 'FEED_INVALID',
    category: 'usage',
  });
}

function isName(name: unknown): boolean {
  return (
    typeof name === 'string' && /^[a-z][a-z\d]*(?:[_-][a-z\d]+)*$/.test(name) && name.length <= 90
  );
}

function isOptional(value: unknown, types: readonly string[]): boolean {
  return value === undefined || types.includes(typeof value);
}

function isTexts(value: unknown): boolean {
  return (
    value === undefined || (Array.isArray(value) && value.every((text) => typeof text === 'string'))
  );
}
