/** Most answers that are kept. */
const mostKept = 200;

interface Kept<Answer> {
  readonly answer: Promise<Answer>;
  /** By the clock of the process. */
  readonly readAtMs: number;
}

/** Answers that are read once for all who look at them, and again after some time. */
export class KeptAnswers<Answer> {
  readonly #freshMs: number;
  readonly #kept = new Map<string, Kept<Answer>>();

  /** @param freshMs - How long an answer is used again, in milliseconds. */
  constructor(freshMs: number) {
    this.#freshMs = freshMs;
  }

  /** Returns the kept answer to a question, or reads it. An answer that failed is not kept. */
  of(question: string, read: () => Promise<Answer>, nowMs = performance.now()): Promise<Answer> {
    const kept = this.#kept.get(question);
    if (kept !== undefined && nowMs - kept.readAtMs < this.#freshMs) return kept.answer;
    if (this.#kept.size >= mostKept) this.#kept.clear();
    const answer = read();
    this.#kept.set(question, { answer, readAtMs: nowMs });
    answer.catch(() => {
      if (this.#kept.get(question)?.answer === answer) this.#kept.delete(question);
    });
    return answer;
  }
}
