import { WdhError } from '@wdh/pipeline-core';

/** Replaces values that are not stored. */
const redacted = '[redacted]';

/** Names of fields whose values are secrets, in any spelling. */
const secretName =
  /pass(?:words?|wd|phrase|code)?$|pwd|^pw$|secret|token|credential|^auth$|authorization|bearer|cookie|signature|^sig$|^jwt$|session[_-]?id|(?:api|private|access|account)[_-]?key/i;

/** Names and values of parameters in a URL, a connection string or JSON whose values are secrets. */
const secretParameter =
  /\b([\w-]{0,40}(?:pass(?:word|wd|phrase)?|pwd|secret|token|credential|signature|sig|(?:api|private|access|account)[_-]?key)["']?\s{0,3}[=:]\s{0,3})(?:"[^"]{0,1024}"|'[^']{0,1024}'|["']?[^\s&;"',}]+)/gi;

/** What follows the scheme in a header of HTTP. */
const httpCredentials = /\b(bearer\s{1,3}|basic\s{1,3}(?=[\w+/=]{8}))[\w.~+/=-]+/gi;

/** A scheme, and user and password in front of a host; a password may hold `/` and `#`, a port may not. */
const urlCredentials =
  /\b([a-z][a-z\d+.-]{0,30}:\/\/)(?:[^\s/?#"':@]{0,256}:(?!\d+[/?#])[^\s"']{1,1024}|[^\s/?#"']{1,1024})@/gi;

/** Most characters of the stored JSON. */
const mostLength = 64 * 1024;

/**
 * Writes a value as JSON without its secrets: the values of fields such as `password` or `apiToken`,
 * those of options such as `--password`, and user and password of URLs.
 *
 * @throws WdhError `REQUEST_NOT_RECORDABLE` for a value that is not JSON, or longer than 64 kB.
 */
export function redactJson(value: unknown): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(value, (name, field: unknown) => redactField(name, field));
  } catch (cause) {
    throw notRecordable('cannot be written as JSON', cause);
  }
  // For a value that JSON cannot represent, such as a function, JSON.stringify returns undefined.
  if (typeof json !== 'string') throw notRecordable('cannot be written as JSON');
  if (json.length > mostLength) throw notRecordable('is longer than 64 kB');
  return json;
}

/** Whether a value of JSON has a part that was replaced because it is a secret. */
export function holdsRedacted(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(redacted);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsRedacted);
}

/** Replaces values with a secret name, and secrets in texts. */
export function redactField(name: string, field: unknown): unknown {
  const isCount = typeof field === 'number' && /tokens$/i.test(name);
  if (secretName.test(name) && !isCount && field !== null && field !== undefined) return redacted;
  if (typeof field === 'string') return redactText(field);
  if (Array.isArray(field)) return redactArguments(field);
  return isSecretPair(field) ? { ...field, value: redacted } : field;
}

/** Replaces user and password of URLs, and the values of parameters such as `token=…`. */
export function redactText(text: string): string {
  return text
    .replace(urlCredentials, `$1${redacted}@`)
    .replace(httpCredentials, `$1${redacted}`)
    .replace(secretParameter, `$1${redacted}`);
}

/** Replaces what follows an option such as `--password` in a command line. */
function redactArguments(words: readonly unknown[]): readonly unknown[] {
  const isSecretOption = (word: unknown): boolean =>
    typeof word === 'string' && /^--?[\w-]{1,100}$/.test(word) && secretName.test(word);
  return words.map((word, index) => (isSecretOption(words[index - 1]) ? redacted : word));
}

/** Whether it is a field that is written as a pair, as in `{ name: 'password', value: '…' }`. */
function isSecretPair(field: unknown): field is object {
  if (typeof field !== 'object' || field === null || !('value' in field)) return false;
  return 'name' in field && typeof field.name === 'string' && secretName.test(field.name);
}

function notRecordable(why: string, cause?: unknown): WdhError {
  return new WdhError(`The request of the run ${why}. Pass the options of the run alone.`, {
    code: 'REQUEST_NOT_RECORDABLE',
    category: 'usage',
    cause,
  });
}
