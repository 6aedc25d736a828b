import { isLosslessNumber } from 'lossless-json';
import * as v from 'valibot';
import { WebhookRefusal } from '../refusal/webhook-refusal.js';
import { type ExactSpend, exactSpend } from './exact-spend.js';
import { parseStrictJson } from './parse-strict-json.js';

/** An event of the gateway, as LiteLLM's `WebhookEvent` has it, reduced to what is used. */
export interface WebhookEvent extends ExactSpend {
  /** Such as `budget_crossed`. */
  readonly event: string;
  /** Whose spend it is, such as `key` or `internal_user`. */
  readonly eventGroup: string;
  readonly userId: string | null;
  readonly keyAlias: string | null;
}

/** Text that a log and a table can hold: no control character, no half of a pair. */
const name = v.pipe(v.string(), v.nonEmpty(), v.maxLength(50), v.regex(/^[^\p{Cc}\p{Cs}]+$/u));

const spend = v.pipe(
  v.custom<{ readonly value: string }>(isLosslessNumber),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const exact = exactSpend(dataset.value.value);
    if (exact !== null) return exact;
    addIssue({ message: 'out of range' });
    return NEVER;
  }),
);

const schema = v.object({
  spend,
  event: name,
  event_group: name,
  event_message: v.string(),
  user_id: v.nullish(v.string(), null),
  key_alias: v.nullish(v.string(), null),
});

/**
 * Reads the body of a delivery. Unknown properties are ignored, and known ones that are not used are
 * not checked.
 *
 * @throws WebhookRefusal 400 for a body that is not an object in JSON, 422 for one without the required
 * properties.
 */
export function readWebhookEvent(body: Uint8Array): WebhookEvent {
  const parsed = v.safeParse(schema, parseObject(body));
  if (!parsed.success) throw invalid(parsed.issues.map((issue) => String(v.getDotPath(issue))));
  const { spend: amount, event, event_group, user_id, key_alias } = parsed.output;
  return {
    ...amount,
    event,
    eventGroup: event_group,
    userId: user_id === '' ? null : user_id,
    keyAlias: key_alias === '' ? null : key_alias,
  };
}

function parseObject(body: Uint8Array): object {
  const value = parseStrictJson(body);
  if (typeof value === 'object' && value !== null && !isRow(value)) return value;
  throw new WebhookRefusal(400, 'BODY_INVALID', 'The body is not an object.');
}

const isRow = (value: object): boolean => Array.isArray(value) || isLosslessNumber(value);

/** The names are those of the schema: no text of the body is returned. */
function invalid(fields: readonly string[]): WebhookRefusal {
  const names = [...new Set(fields)].join(', ');
  return new WebhookRefusal(422, 'EVENT_INVALID', `Missing or not valid: ${names}.`);
}
