import { redactField } from '../requests/redact-json.js';

/** Limits of a stored event; omitted parts are marked by an ellipsis. */
const limits = { text: 1_000, entries: 50, depth: 6, length: 4_000 } as const;

/** Enough of a text to find the secrets in what is kept of it. */
const mostRedacted = 2 * limits.text + 1_024;

const leftOut = '…';

/** Fields that every event of a run would repeat. */
const ofTheRun: ReadonlySet<string> = new Set(['executionId', 'pipelineName', 'stepName']);

/** The fields of an event, as they are stored. */
export interface EventPayload {
  readonly stepName: string | null;
  /** JSON of about 4,000 characters at most, without secrets. */
  readonly json: string;
}

/** Writes the fields of an event as JSON of bounded length. Never throws. */
export function eventPayload(context: object): EventPayload {
  try {
    const { stepName } = context as { readonly stepName?: unknown };
    const facts = Object.entries(context)
      .filter(([name]) => !ofTheRun.has(name))
      .slice(0, limits.entries);
    const json = JSON.stringify(bounded(Object.fromEntries(facts), 0, { left: limits.length }));
    return { stepName: typeof stepName === 'string' ? stepName.slice(0, limits.text) : null, json };
  } catch {
    // A getter or toJSON of a caller's object may throw.
    return { stepName: null, json: '{}' };
  }
}

/** Characters that may still be written. */
interface Budget {
  left: number;
}

function bounded(value: unknown, depth: number, budget: Budget): unknown {
  if (budget.left <= 0) return leftOut;
  if (typeof value === 'string') return spend(boundedText(value, budget), budget);
  if (typeof value === 'bigint') return spend(value.toString(), budget);
  if (typeof value !== 'object' || value === null) return spend(value, budget);
  if (value instanceof Date) return spend(value.toJSON(), budget);
  // Only the name of an unknown error is stored, because its message may contain values.
  if (value instanceof Error) return spend(value.name, budget);
  if (depth >= limits.depth) return spend(leftOut, budget);
  // Its brackets, and the mark of omitted parts.
  budget.left -= 8;
  if (Array.isArray(value)) {
    const kept: unknown[] = [];
    for (const entry of value.slice(0, limits.entries)) {
      if (budget.left <= 0) break;
      kept.push(bounded(withoutSecrets('', entry), depth + 1, budget));
    }
    return value.length > kept.length ? [...kept, leftOut] : kept;
  }
  const kept: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value).slice(0, limits.entries)) {
    if (budget.left <= 0) break;
    const shortName = name.slice(0, 100);
    budget.left -= JSON.stringify(shortName).length + 2;
    kept[shortName] = bounded(withoutSecrets(name, field), depth + 1, budget);
  }
  return kept;
}

function withoutSecrets(name: string, field: unknown): unknown {
  if (typeof field === 'string') return redactField(name, field.slice(0, mostRedacted));
  return redactField(name, Array.isArray(field) ? field.slice(0, limits.entries + 1) : field);
}

function boundedText(text: string, { left }: Budget): string {
  const kept = text.length <= limits.text ? text : `${text.slice(0, limits.text)}${leftOut}`;
  if (JSON.stringify(kept).length <= left) return kept;
  // JSON writes some characters as six.
  return `${kept.slice(0, Math.floor(left / 6))}${leftOut}`;
}

function spend<Value>(value: Value, budget: Budget): Value {
  budget.left -= typeof value === 'string' ? JSON.stringify(value).length : 20;
  return value;
}
