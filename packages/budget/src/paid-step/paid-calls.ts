import { executeWithRetry, type PipelineContext } from '@wdh/pipeline-core';
import type { Amount } from '../money/amount.js';
import type { SpendOptions } from '../spend/spend-options.js';
import { limitedCall } from './limited-call.js';
import type { PaidStepOptions, StepBudget } from './paid-step-options.js';
import { isRefusal, Refusals } from './refusals.js';
import type { SpendTotals } from './spend-totals.js';

/** The row of a call. */
export interface CallOf<In> {
  readonly row: In;
  readonly rowNumber: number | null;
}

/** The result of an attempt that is not repeated. */
type Attempt<Kept> = { readonly kept: Kept } | { readonly failure: unknown };

const defaultTimeoutMs = 60_000;

/** The paid calls of one step in one run. */
export class PaidCalls<In extends object, Answer, Out extends object> {
  readonly #options: PaidStepOptions<In, Answer, Out>;
  readonly #context: PipelineContext;
  readonly #totals: SpendTotals;
  readonly #refusals = new Refusals();
  /** Ends a running call. One for each call, as a signal warns when it has many listeners. */
  readonly #ends = new Set<AbortController>();
  readonly #running = new Set<Promise<unknown>>();
  /** How many calls run, how many have ended, and refused ones that wait for the end of another. */
  #holding = 0;
  #ended = 0;
  readonly #waiting: (() => void)[] = [];
  #budget: Promise<StepBudget> | null = null;
  readonly #endCalls = (): void => {
    for (const end of this.#ends) end.abort(this.#context.signal.reason);
  };

  constructor(
    options: PaidStepOptions<In, Answer, Out>,
    context: PipelineContext,
    totals: SpendTotals,
  ) {
    this.#options = options;
    this.#context = context;
    this.#totals = totals;
    context.signal.addEventListener('abort', this.#endCalls, { once: true });
  }

  /**
   * Makes a call for a row; failures of the call are repeated as the step says.
   *
   * @param keep - Stores the answer. It is called before the call is settled: a process that is killed in
   * between leaves an answer that is not paid again.
   */
  async pay<Kept>(of: CallOf<In>, keep: (answer: Answer) => Promise<Kept>): Promise<Kept> {
    const { retry, name: operation } = this.#options;
    const { config, logger, signal } = this.#context;
    const { maxRetries, retryBackoffMs: backoffMs } = config;
    const attempt = (number: number): Promise<Attempt<Kept>> => {
      return this.#track(this.#attempt(of, number, keep));
    };
    const outcome = await (retry === undefined
      ? attempt(1)
      : executeWithRetry(
          attempt,
          {
            ...retry,
            maxAttempts: retry.maxAttempts ?? maxRetries + 1,
            backoffMs: retry.backoffMs ?? backoffMs,
          },
          { operation, logger, signal },
        ));
    if ('failure' in outcome) throw outcome.failure;
    return outcome.kept;
  }

  /** Waits until running calls are settled, and closes a budget that the step has opened. */
  async close(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
    this.#context.signal.removeEventListener('abort', this.#endCalls);
    if (typeof this.#options.budget !== 'function') return;
    const opened = await this.#budget?.catch(() => null);
    await opened?.close();
  }

  /** Throws what the call throws. Everything else that fails is returned: it must not be repeated. */
  async #attempt<Kept>(
    { row, rowNumber }: CallOf<In>,
    attempt: number,
    keep: (answer: Answer) => Promise<Kept>,
  ): Promise<Attempt<Kept>> {
    const { name: stepName, provider, timeoutMs = defaultTimeoutMs } = this.#options;
    const { executionId, pipelineName: jobName } = this.#context;
    const failures: unknown[] = [];
    let isCut = false;
    const end = new AbortController();
    this.#ends.add(end);
    try {
      this.#context.signal.throwIfAborted();
      const estimate = this.#estimateOf(row);
      const call = async (signal: AbortSignal) => {
        const onCut = (): void => void (isCut = true);
        try {
          const answer = await limitedCall(
            (limit) => {
              const made = { signal: limit, context: this.#context, rowNumber, attempt };
              return this.#options.call(row, made);
            },
            { stepName, timeoutMs, signal, onCut },
          );
          // An answer that cannot be kept is paid anyway.
          const [kept] = await Promise.allSettled([keep(answer)]);
          return { answer, kept };
        } catch (error) {
          failures.push(error);
          throw error;
        }
      };
      const { kept } = await this.#spend(estimate, call, {
        cost: ({ answer }) => this.#options.cost(answer, row),
        costOfFailure: (error) =>
          this.#options.costOfFailure?.(error, row) ?? (isCut ? estimate : null),
        onSettled: ({ cost }) => this.#totals.addCall(cost),
        origin: { executionId, jobName, stepName, rowNumber, provider },
        signal: end.signal,
      });
      return kept.status === 'fulfilled' ? { kept: kept.value } : { failure: kept.reason };
    } catch (error) {
      if (failures.includes(error)) throw error;
      return { failure: error };
    } finally {
      this.#ends.delete(end);
    }
  }

  async #spend<T>(
    estimate: Amount,
    call: (signal: AbortSignal) => Promise<T>,
    options: SpendOptions<T>,
  ): Promise<T> {
    for (;;) {
      this.#refusals.check(estimate);
      this.#budget ??= this.#openBudget();
      const budget = await this.#budget;
      const endedBefore = this.#ended;
      const own = { isMade: false };
      const begin = (signal: AbortSignal): Promise<T> => {
        own.isMade = true;
        this.#holding += 1;
        return call(signal);
      };
      try {
        return await budget.spend(this.#options.tenant, estimate, begin, options);
      } catch (error) {
        if (own.isMade || !isRefusal(error)) throw error;
        // Running calls of the step hold their estimates, and may give back what is missing.
        if (this.#holding === 0 && this.#ended === endedBefore) {
          this.#refusals.note(error, estimate);
          throw error;
        }
      } finally {
        if (own.isMade) this.#giveBack();
      }
      if (this.#ended === endedBefore) await new Promise<void>((wake) => this.#waiting.push(wake));
    }
  }

  #giveBack(): void {
    this.#holding -= 1;
    this.#ended += 1;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async #openBudget(): Promise<StepBudget> {
    const { budget } = this.#options;
    return typeof budget === 'function' ? budget(this.#context) : budget;
  }

  #estimateOf(row: In): Amount {
    const { estimate } = this.#options;
    return typeof estimate === 'function' ? estimate(row) : estimate;
  }

  #track<T>(work: Promise<T>): Promise<T> {
    const forget = (): void => void this.#running.delete(work);
    this.#running.add(work);
    work.then(forget, forget);
    return work;
  }
}
