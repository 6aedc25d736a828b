import type { PipelineContext, RowIssue, StepSpend } from '@wdh/pipeline-core';
import { AnswerCache, answerAsJson } from './answer-cache.js';
import { type CallOf, PaidCalls } from './paid-calls.js';
import type { PaidStepOptions } from './paid-step-options.js';
import { SpendTotals } from './spend-totals.js';

/** The answer for a row. */
export interface Answered<Answer> {
  readonly answer: Answer;
  /** A warning about the row. */
  readonly notice: RowIssue | null;
}

/** An answer as JSON, which rows of one key share. */
interface SharedAnswer {
  readonly text: string;
  readonly isStored: boolean;
  readonly notice: RowIssue | null;
}

/** A paid step in one run: its answers, its calls, and what they cost. */
export class PaidRun<In extends object, Answer, Out extends object> {
  readonly #stepName: string;
  readonly #totals = new SpendTotals();
  readonly #calls: PaidCalls<In, Answer, Out>;
  readonly #cache: AnswerCache<In> | null;
  /** Answers that are being read or paid for, by key. */
  readonly #coming = new Map<string, Promise<SharedAnswer>>();

  constructor(options: PaidStepOptions<In, Answer, Out>, context: PipelineContext) {
    const { cache, tenant, name: stepName } = options;
    this.#stepName = stepName;
    this.#calls = new PaidCalls(options, context, this.#totals);
    this.#cache =
      cache === undefined ? null : new AnswerCache(cache, { tenant, stepName }, context);
  }

  get spend(): StepSpend {
    return this.#totals.spend;
  }

  /**
   * Returns the answer for a row: one that is stored, that of a call for the same key which runs now, or
   * that of its own call.
   */
  async answer(of: CallOf<In>): Promise<Answered<Answer>> {
    const cache = this.#cache;
    const key = cache?.keyOf(of.row) ?? null;
    if (cache === null || key === null) {
      return { answer: await this.#calls.pay(of, (paid) => Promise.resolve(paid)), notice: null };
    }
    const coming = this.#coming.get(key);
    const shared = await (coming ?? this.#fetch(cache, key, of));
    const isFree = coming !== undefined || shared.isStored;
    if (isFree) this.#totals.addCached();
    // Parsed for each row: no row can change the answer of another.
    const answer = JSON.parse(shared.text) as Answer;
    return { answer, notice: isFree ? null : shared.notice };
  }

  /** Waits for calls that run, and closes what the step has opened. */
  async close(): Promise<void> {
    await this.#calls.close();
    await this.#cache?.close();
  }

  #fetch(cache: AnswerCache<In>, key: string, of: CallOf<In>): Promise<SharedAnswer> {
    const fetched = this.#readOrPay(cache, key, of);
    const forget = (): void => void this.#coming.delete(key);
    this.#coming.set(key, fetched);
    fetched.then(forget, forget);
    return fetched;
  }

  async #readOrPay(cache: AnswerCache<In>, key: string, of: CallOf<In>): Promise<SharedAnswer> {
    const stored = await cache.read(key);
    if (stored !== null) return { text: stored, isStored: true, notice: null };
    return this.#calls.pay(of, async (answer) => {
      const text = answerAsJson(answer, this.#stepName);
      return { text, isStored: false, notice: await cache.write(key, text) };
    });
  }
}
