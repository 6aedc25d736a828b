import { createHash } from 'node:crypto';
import { type PipelineContext, type RowIssue, WdhError } from '@wdh/pipeline-core';
import type { KeyValueStore } from '../store/key-value-store.js';
import { postgresStore } from '../store/postgres-store.js';
import type { AnswerCacheOptions } from './answer-cache-options.js';

/** Whose answers a cache keeps. */
export interface AnswersOf {
  readonly tenant: string;
  readonly stepName: string;
}

const defaultMaxSizeBytes = 1_000_000;

/** The answers of one step in one run, as JSON. */
export class AnswerCache<In extends object> {
  readonly #options: AnswerCacheOptions<In>;
  readonly #of: AnswersOf;
  readonly #context: PipelineContext;
  #store: KeyValueStore | null = null;

  constructor(options: AnswerCacheOptions<In>, of: AnswersOf, context: PipelineContext) {
    this.#options = options;
    this.#of = of;
    this.#context = context;
  }

  /** Returns the key of a row in the store, which contains no value of the row; null: not cached. */
  keyOf(row: In): string | null {
    const { key, version = '1', name } = this.#options;
    const ofRow = key(row);
    if (ofRow === null) return null;
    const { tenant, stepName } = this.#of;
    const owner = name === undefined ? [this.#context.pipelineName, stepName] : [name];
    const parts = JSON.stringify([tenant, owner, version, ofRow]);
    return `answer:${createHash('sha256').update(parts).digest('hex')}`;
  }

  /**
   * Returns a stored answer; null if there is none.
   *
   * @throws WdhError `ANSWER_CACHE_FAILED`: without the store, calls would be paid for twice;
   * `BUDGET_OPTION_INVALID` if there is no store.
   */
  async read(key: string): Promise<string | null> {
    const store = this.#opened();
    try {
      return await store.get(key);
    } catch (cause) {
      const known = cause instanceof WdhError ? cause : null;
      throw new WdhError(
        `The answers of step ${this.#of.stepName} that were paid before cannot be read, so no call is made. Check the store, then run again.`,
        {
          code: 'ANSWER_CACHE_FAILED',
          category: known?.category ?? 'connection',
          isRetryable: known?.isRetryable ?? true,
          cause,
        },
      );
    }
  }

  /** Stores an answer that was paid for. Returns a warning if it cannot be stored; the answer is used. */
  async write(key: string, answer: string): Promise<RowIssue | null> {
    const { ttlMs, maxSizeBytes = defaultMaxSizeBytes } = this.#options;
    if (Buffer.byteLength(answer) > maxSizeBytes) {
      return notCached(`is longer than ${maxSizeBytes} bytes, and was not stored`);
    }
    try {
      await this.#opened().set(key, answer, ttlMs);
      return null;
    } catch {
      return notCached('could not be stored');
    }
  }

  /** Closes the store, unless the caller has opened it. */
  async close(): Promise<void> {
    const { store } = this.#options;
    const isOwn = store === undefined || typeof store === 'function';
    if (isOwn) await this.#store?.close();
  }

  #opened(): KeyValueStore {
    this.#store ??= this.#open();
    return this.#store;
  }

  #open(): KeyValueStore {
    const { store } = this.#options;
    if (typeof store === 'function') return store(this.#context);
    if (store !== undefined) return store;
    const { connectionUrl } = this.#context;
    if (connectionUrl !== undefined) return postgresStore({ connectionUrl });
    throw new WdhError(
      `Step ${this.#of.stepName} has no place for its answers: the run has no database. Set cache.store of the step.`,
      { code: 'BUDGET_OPTION_INVALID', category: 'usage' },
    );
  }
}

function notCached(problem: string): RowIssue {
  return {
    code: 'ANSWER_NOT_CACHED',
    message: `the paid answer ${problem}: another run pays for it again`,
  };
}

/**
 * Returns an answer as JSON.
 *
 * @throws WdhError `ANSWER_NOT_JSON` (usage)
 */
export function answerAsJson(answer: unknown, stepName: string): string {
  let text: unknown;
  try {
    text = JSON.stringify(answer);
  } catch {
    // A circular object, or a bigint; the message of the exception may name fields.
  }
  if (typeof text === 'string') return text;
  throw new WdhError(
    `An answer of step ${stepName} is no value that JSON can hold, so it cannot be cached. Return plain data from call, or set no cache.`,
    { code: 'ANSWER_NOT_JSON', category: 'usage' },
  );
}
