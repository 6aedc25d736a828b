import { redactedMarker } from './marker.js';
import { registeredSecrets } from './registered-secrets.js';

/** A text or number inside a plain value, and its position. */
interface Leaf {
  readonly holder: object;
  readonly key: string;
  readonly text: string;
  readonly start: number;
}

/**
 * Replaces registered secrets in all texts and numbers of a plain value, in place.
 *
 * Reads them as one text, so that a secret split over neighbouring fields or items is found.
 */
export function redactSecretsAcross<Value extends object>(value: Value): Value {
  const { pattern } = registeredSecrets;
  if (pattern === undefined) return value;
  const leaves: Leaf[] = [];
  const joined = collect(value, leaves, '');
  pattern.lastIndex = 0;
  if (!pattern.test(joined)) return value;
  const found = [...joined.matchAll(new RegExp(pattern))];
  for (const leaf of leaves) {
    const redacted = cutOut(leaf, found);
    if (redacted !== leaf.text) Object.assign(leaf.holder, { [leaf.key]: redacted });
  }
  return value;
}

function collect(holder: object, leaves: Leaf[], before: string): string {
  let joined = before;
  for (const [key, value] of Object.entries(holder) as [string, unknown][]) {
    if (typeof value === 'string' || typeof value === 'number') {
      const text = String(value);
      leaves.push({ holder, key, text, start: joined.length });
      joined += text;
    } else if (typeof value === 'object' && value !== null) {
      joined = collect(value, leaves, joined);
    }
  }
  return joined;
}

/** Replaces every part of a leaf that belongs to a match by the mark. */
function cutOut({ text, start }: Leaf, found: readonly RegExpExecArray[]): string {
  let redacted = '';
  let done = 0;
  for (const { index, 0: match } of found) {
    const from = Math.max(index - start, done);
    const to = Math.min(index + match.length - start, text.length);
    if (from >= to) continue;
    redacted += text.slice(done, from) + redactedMarker;
    done = to;
  }
  return redacted + text.slice(done);
}
