import type { PipelineContext } from '@wdh/pipeline-core';
import type { KeyValueStore } from '../store/key-value-store.js';

/** How a paid step keeps answers. Answers must be values that JSON can hold. */
export interface AnswerCacheOptions<In extends object> {
  /**
   * What the answer depends on, such as the id of a company: rows of one key share an answer. Null: the
   * row is not cached. Only a hash of it is stored.
   */
  readonly key: (row: In) => string | null;
  /** How long an answer is valid, in milliseconds. */
  readonly ttlMs: number;
  /** Raise it when the call or its answers have changed. Default `1`. */
  readonly version?: string | undefined;
  /** Steps of the same tenant, name and version share answers. Default: pipeline and step. */
  readonly name?: string | undefined;
  /**
   * Where answers are stored: an open store, which the step does not close, or a function that opens one
   * for a run. Default: the database of the run.
   */
  readonly store?: KeyValueStore | ((context: PipelineContext) => KeyValueStore) | undefined;
  /** Longer answers are not stored; in bytes of JSON. Default 1,000,000. */
  readonly maxSizeBytes?: number | undefined;
}
