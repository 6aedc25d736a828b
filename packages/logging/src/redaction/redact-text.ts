import { limits } from './limits.js';
import { redactedMarker } from './secrets/marker.js';
import { registeredSecrets } from './secrets/registered-secrets.js';
import { isSuspicious, redactSensitiveText } from './sensitive-text.js';

/** Number of characters read beyond the limit, so that a secret at the limit is still recognised. */
const margin = 4096;

/**
 * Number of characters dropped at the end of a longer text: more than the rest of a secret that was
 * cut there.
 */
const torn = 2048;

/**
 * Redacts a text by its form, and cuts it to the limit with a mark that contains its length.
 * Registered secrets are replaced only where these two could cut through one; the caller replaces
 * the others.
 *
 * @param clean - Removes the parts of the text that only the caller recognises. Called with the
 * part that is read, never with an unbounded text.
 */
export function redactText(text: string, clean = (start: string): string => start): string {
  const { textLength } = limits;
  if (text.length <= textLength) {
    const cleaned = clean(text);
    return isSuspicious(cleaned) ? redactAll(cleaned) : cleaned;
  }
  const reach = textLength + margin;
  const redacted = redactAll(clean(text.slice(0, reach)));
  const isWhole = text.length <= reach;
  if (isWhole && redacted.length <= textLength) return redacted;
  const mark = `… [${text.length} characters]`;
  const isTorn = !isWhole && !redacted.endsWith(redactedMarker);
  const kept = isTorn ? Math.max(redacted.length - torn, 0) : redacted.length;
  return redacted.slice(0, Math.min(textLength - mark.length, kept)) + mark;
}

function redactAll(text: string): string {
  return redactSensitiveText(registeredSecrets.redact(text));
}

const names = new Map<string, string>();
const maximumNames = 2000;
const longestName = 256;
let versionOfNames = registeredSecrets.version;

/** Redacts a text that is likely to repeat, such as a key or the name of an event. */
export function redactName(name: string): string {
  if (versionOfNames !== registeredSecrets.version || names.size >= maximumNames) {
    versionOfNames = registeredSecrets.version;
    names.clear();
  }
  const known = names.get(name);
  if (known !== undefined) return known;
  const redacted = registeredSecrets.redact(redactText(name));
  if (name.length <= longestName) names.set(name, redacted);
  return redacted;
}
