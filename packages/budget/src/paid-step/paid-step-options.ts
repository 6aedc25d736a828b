import type { PipelineContext, RetryConfig, rowStep } from '@wdh/pipeline-core';
import type { Budget } from '../budget.js';
import type { Amount } from '../money/amount.js';
import type { CallCost } from '../spend/paid-call.js';
import type { AnswerCacheOptions } from './answer-cache-options.js';

/** What a function of a row step may return: the new row, null to drop it, a verdict. */
type Outcome<Out extends object> = ReturnType<Parameters<typeof rowStep<object, Out>>[1]>;

/** What a paid step uses of a budget. */
export type StepBudget = Pick<Budget, 'spend' | 'close'>;

/** What a paid call receives beside its row. */
export interface PaidCall {
  /** Aborted when the run ends, or the call takes too long: pass it on, for example to `fetch`. */
  readonly signal: AbortSignal;
  readonly context: PipelineContext;
  /** Number of the record in the source, from 1; null if it has none. */
  readonly rowNumber: number | null;
  /** From 1; higher when the call is repeated. */
  readonly attempt: number;
}

/**
 * The options of {@link paidStep}.
 *
 * @typeParam In - The rows that the step takes.
 * @typeParam Answer - What the service answers.
 * @typeParam Out - The rows that the step returns.
 */
export interface PaidStepOptions<In extends object, Answer, Out extends object> {
  /** Names the step in metrics, errors, rejected rows and entries; unique within its pipeline. */
  readonly name: string;
  /** Who pays. */
  readonly tenant: string;
  /**
   * An open budget, which the step does not close; or a function that opens one for a run, which the
   * step closes. The function is called at the first row that needs a paid call.
   */
  readonly budget:
    StepBudget | ((context: PipelineContext) => StepBudget | PromiseLike<StepBudget>);
  /**
   * What a call costs, as far as it is known before: this amount is reserved. With exact estimates
   * nothing is spent beyond the limit.
   */
  readonly estimate: Amount | ((row: In) => Amount);
  /** Calls the service. An exception is a failure of the call; see `retry` and `costOfFailure`. */
  readonly call: (row: In, call: PaidCall) => PromiseLike<Answer>;
  /** The true cost of an answer. */
  readonly cost: (answer: NoInfer<Answer>, row: In) => CallCost | Amount;
  /**
   * The cost of a call that failed, for a service that bills failures; null: as without this option.
   * Default: nothing, and the estimate for a call that was aborted or took too long, as the service may
   * have done its work.
   */
  readonly costOfFailure?: ((error: unknown, row: In) => CallCost | Amount | null) | undefined;
  /**
   * Makes the new row; or null to drop it, or a verdict such as that of `rejectRow`. With a cache, the
   * answer is what JSON keeps of it, for answers of a call too.
   */
  readonly merge: (row: In, answer: NoInfer<Answer>) => Outcome<Out>;
  /** Keeps answers, so that none is paid twice, in this run or in later ones. Default: none. */
  readonly cache?: AnswerCacheOptions<In> | undefined;
  /** How many rows of a batch are processed at the same time. Default 1. */
  readonly concurrency?: number | undefined;
  /**
   * Which failures of the call are repeated, and how often; each attempt reserves anew. A refusal by the
   * budget is never repeated. Default: none.
   */
  readonly retry?: RetryConfig | undefined;
  /** Longest time of one call, in milliseconds. Default 60,000. */
  readonly timeoutMs?: number | undefined;
  /**
   * What happens when the budget refuses a call. `end` (default): the run ends with `BUDGET_EXCEEDED`,
   * and loads nothing. `reject`: the row is rejected with that code, to be replayed later, and rows whose
   * answers are cached pass; the error threshold of the run counts such rows too.
   */
  readonly whenBlocked?: 'end' | 'reject' | undefined;
  /** Who is paid, for the entry, such as `openai`. */
  readonly provider?: string | undefined;
}
