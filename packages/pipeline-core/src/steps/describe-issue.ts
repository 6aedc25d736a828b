import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { RowIssue } from './step-result.js';

/** How the known validators append the value that they met: valibot, zod, arktype. */
const metValue = /(?: but received |: Received |, received | \(was )[\s\S]*$/;

/**
 * Makes a row issue of a validator's issue: the path becomes the field, the validator's own name
 * of the failed check the code, and its message loses the value.
 */
export function describeIssue(issue: StandardSchemaV1.Issue, row: object): RowIssue {
  const path = issue.path?.map((segment) => (typeof segment === 'object' ? segment.key : segment));
  const field = path === undefined || path.length === 0 ? undefined : path.map(String).join('.');
  return {
    code: issueCode(issue),
    message: withoutValue(issue.message, valueAt(row, path)),
    field,
  };
}

/** valibot names the failed check in `type`, zod and arktype in `code`; others leave it out. */
function issueCode(issue: object): string {
  const name =
    'type' in issue && typeof issue.type === 'string'
      ? issue.type
      : 'code' in issue && typeof issue.code === 'string'
        ? issue.code
        : '';
  const words = name.replace(/^invalid_/i, '').toUpperCase();
  return /^[A-Z][A-Z0-9_]*$/.test(words) ? `INVALID_${words}` : 'INVALID_VALUE';
}

function valueAt(row: object, path: readonly PropertyKey[] | undefined): unknown {
  let value: unknown = row;
  for (const key of path ?? []) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function withoutValue(message: string, value: unknown): string {
  const expectation = message.replace(metValue, '').trim();
  return expectation === '' || tells(expectation, value) ? 'is not valid' : expectation;
}

/** Whether the text holds the value as a word of its own. */
function tells(text: string, value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') {
    return false;
  }
  const word = String(value).trim();
  if (word === '') return false;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + word.length])) return true;
  }
  return false;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}
