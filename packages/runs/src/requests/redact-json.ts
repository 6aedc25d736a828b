import { WdhError } from '@wdh/pipeline-core';

/** Replaces values that are not stored. */
const redacted = '[redacted]';

/** Names of fields whose values are secrets, in any spelling. */
const secretName =
  /pass(?:word|wd|phrase)?$|pwd|secret|token|credential|authorization|cookie|api_?key|private_?key|access_?key/i;

/** Names of parameters in a URL or a connection string whose values are secrets. */
const secretParameter =
  /\b([\w-]{0,40}(?:pass(?:word|wd)?|pwd|secret|token|api[_-]?key|signature|sig))=[^\s&;"']+/gi;

/** A scheme, and user and password before a host. */
const urlCredentials = /\b([a-z][a-z\d+.-]*:\/\/)[^\s/?#"']{1,1024}@/gi;

/** Most characters of the stored JSON. */
const mostLength = 64 * 1024;

/**
 * Writes a value as JSON without its secrets: the values of fields such as `password` or `apiToken`,
 * and user and password of URLs.
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

/** Replaces values with a secret name, and secrets in texts. */
export function redactField(name: string, field: unknown): unknown {
  const isCount = typeof field === 'number' && /tokens$/i.test(name);
  if (secretName.test(name) && !isCount && field !== null && field !== undefined) return redacted;
  return typeof field === 'string' ? redactText(field) : field;
}

/** Replaces user and password of URLs, and the values of parameters such as `token=…`. */
function redactText(text: string): string {
  return text.replace(urlCredentials, `$1${redacted}@`).replace(secretParameter, `$1=${redacted}`);
}

function notRecordable(why: string, cause?: unknown): WdhError {
  return new WdhError(`The request of the run ${why}. Pass the options of the run alone.`, {
    code: 'REQUEST_NOT_RECORDABLE',
    category: 'usage',
    cause,
  });
}
