import { WdhError } from '@wdh/pipeline-core';
import * as v from 'valibot';

const answerSchema = v.object({
  industry: v.string(),
  employees: v.pipe(v.number(), v.integer()),
  /** In US dollars, as text: an exact decimal. */
  price: v.string(),
});

/** What the register knows about a company. */
export type RegisterAnswer = v.InferOutput<typeof answerSchema>;

/** An answer that has another form than agreed: it is billed anyway. */
export class AnswerUnreadable extends Error {}

/**
 * Asks the register for a company; null if it does not know it.
 *
 * @throws WdhError `REGISTER_UNAVAILABLE` (connection, retryable)
 * @throws AnswerUnreadable
 */
export async function askRegister(
  register: string,
  id: string,
  signal: AbortSignal,
): Promise<RegisterAnswer | null> {
  const address = new URL(`/companies/${encodeURIComponent(id)}`, register);
  const response = await fetch(address, { signal }).catch((cause: unknown) => {
    throw unavailable(address, 'cannot be reached', cause);
  });
  if (response.status === 404) return null;
  if (!response.ok) throw unavailable(address, `answered with status ${response.status}`);
  const answer: unknown = await response.json().catch(() => null);
  if (!v.is(answerSchema, answer))
    throw new AnswerUnreadable('The register answered in another form.');
  return answer;
}

function unavailable({ origin }: URL, problem: string, cause?: unknown): WdhError {
  return new WdhError(
    `The register at ${origin} ${problem}. Start it: npx nx run enrichment-job:register`,
    { code: 'REGISTER_UNAVAILABLE', category: 'connection', isRetryable: true, cause },
  );
}
