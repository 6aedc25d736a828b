import type { StandardSchemaV1 } from '@standard-schema/spec';
import { cellsIn, findCell } from './held-values.js';
import type { RowIssue } from './step-result.js';

/** How the known validators append the received value: valibot, zod, arktype. */
const receivedValue = /(?: but received |: Received |, received | \(was )[\s\S]*$/;
/** How arktype lists several failed conditions, the value first. */
const severalConditions = /^[\s\S]*\) must be\.\.\.\s*◦ /;

/**
 * Converts a validator's issue to a row issue: the path becomes the field, the validator's name of
 * the failed check becomes the code, and the value is removed from the message.
 */
export function describeIssue(issue: StandardSchemaV1.Issue, row: object): RowIssue {
  // A loop, as arktype's path is a subclass of Array for which `map` returns a wrong result.
  const path: PropertyKey[] = [];
  for (const segment of issue.path ?? []) {
    path.push(typeof segment === 'object' ? segment.key : segment);
  }
  const field = path.length === 0 ? undefined : path.map(String).join('.');
  return { code: issueCode(issue), message: messageOf(issue, path, field, row), field };
}

/** valibot names the failed check in `type`, zod and arktype in `code`; others have neither. */
function issueCode(issue: object): string {
  const name =
    'type' in issue && typeof issue.type === 'string'
      ? issue.type
      : 'code' in issue && typeof issue.code === 'string'
        ? issue.code
        : '';
  const words = name
    .replace(/^invalid_/i, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toUpperCase();
  return /^[A-Z][A-Z0-9_]*$/.test(words) ? `INVALID_${words}` : 'INVALID_VALUE';
}

function messageOf(
  issue: StandardSchemaV1.Issue,
  path: readonly PropertyKey[],
  field: string | undefined,
  row: object,
): string {
  const text = issue.message.replace(severalConditions, 'must be ').replace(/\n\s*◦ /g, ' and ');
  const valueStart = text.search(receivedValue);
  const end = valueStart === -1 ? text.length : valueStart;
  // The whole text is searched: a value may itself contain the words at which it is cut off.
  const isQuoted = (cell: string): boolean => {
    const at = findCell(text, cell);
    return at !== -1 && at < end;
  };
  const value = valueAt(row, path);
  const quotesValue =
    cellsIn(value).some((cell) => isQuoted(cell) && !isOfSchema(issue, cell)) ||
    (mayKnowOtherFields(issue, value) &&
      cellsIn(row).some((cell) => cell.length > 3 && isQuoted(cell)));
  const expectation = withoutField(text.slice(0, end).trim(), field);
  return expectation === '' || quotesValue ? 'is not valid' : expectation;
}

/** arktype's messages begin with the path, which is already in the field. */
function withoutField(message: string, field: string | undefined): string {
  if (field === undefined) return message;
  const path = field.replace(/\.(\d+)(?=\.|$)/g, '[$1]');
  return message.startsWith(`${path} `) ? message.slice(path.length + 1) : message;
}

function valueAt(row: object, path: readonly PropertyKey[]): unknown {
  let value: unknown = row;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** Returns whether valibot or zod report that the schema itself contains the text, as a closed list does. */
function isOfSchema(issue: object, text: string): boolean {
  const ofValibot = 'kind' in issue && issue.kind === 'schema' && 'expected' in issue;
  const constants = [
    ...(ofValibot ? cellsIn(issue.expected) : []),
    ...('requirement' in issue ? cellsIn(issue.requirement) : []),
    ...('values' in issue ? cellsIn(issue.values) : []),
  ];
  return constants.some((constant) => findCell(constant, text) !== -1);
}

/**
 * A check of a single value can contain that value only; a check of the whole record may contain
 * any of its values.
 */
function mayKnowOtherFields(issue: object, value: unknown): boolean {
  if (typeof value === 'object') return true;
  if ('input' in issue) return typeof issue.input === 'object';
  return !('code' in issue) || issue.code === 'custom' || issue.code === 'predicate';
}
