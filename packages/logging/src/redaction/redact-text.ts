import { limits } from './limits.js';
import { registeredSecrets } from './secrets/registered-secrets.js';
import { isSuspicious, redactSensitiveText } from './sensitive-text.js';

/** What is looked at beyond the limit, so that a secret on the border is still recognised. */
const margin = 4096;

/**
 * Redacts a text by what it looks like, and cuts it to the limit with a mark that says how long it
 * was. Registered secrets are replaced only where these two could cut through one: whoever calls
 * does that for the rest.
 */
export function redactText(text: string): string {
  const { textLength } = limits;
  if (text.length <= textLength) return isSuspicious(text) ? redactAll(text) : text;
  const redacted = redactAll(text.slice(0, textLength + margin));
  if (redacted.length <= textLength && text.length <= textLength + margin) return redacted;
  const mark = `… [${text.length} characters]`;
  return redacted.slice(0, textLength - mark.length) + mark;
}

function redactAll(text: string): string {
  return redactSensitiveText(registeredSecrets.redact(text));
}

const names = new Map<string, string>();
const maximumNames = 2000;
const longestName = 256;
let versionOfNames = registeredSecrets.version;

/** Redacts a text that is likely to come again, such as a key or the name of an event. */
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
