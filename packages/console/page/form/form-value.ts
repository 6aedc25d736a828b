import type { FormField } from './form-field.js';
import { jsonValue } from './json-value.js';
import { counted, scalarValue, type Entered } from './scalar-value.js';

/** What is written into the fields of a form, by path: null is the value null, absent is nothing. */
export type FormTexts = Readonly<Record<string, string | null>>;

/** What a form holds: its value, and the problems of its fields by path. */
export interface FormValue {
  readonly value: Readonly<Record<string, unknown>>;
  readonly problems: Readonly<Record<string, string>>;
}

/** Reads what is written into fields. Empty fields are left out. */
export function formValue(fields: readonly FormField[], texts: FormTexts): FormValue {
  const value: Record<string, unknown> = {};
  const problems: Record<string, string> = {};
  for (const field of fields) {
    if (field.kind === 'object') {
      const inner = formValue(field.fields, texts);
      const isEmpty = field.fields.every(({ path }) => (texts[path] ?? '') === '');
      // An object that is not needed is left out whole: its own needed fields do not count.
      if (isEmpty && !field.isRequired) continue;
      Object.assign(problems, inner.problems);
      setOwn(value, field.name, inner.value);
      continue;
    }
    const entered = enteredValue(field, texts[field.path]);
    if (entered === undefined) continue;
    if ('problem' in entered) problems[field.path] = entered.problem;
    else setOwn(value, field.name, entered.value);
  }
  return { value, problems };
}

/** Sets a property of any name: an assignment to `__proto__` would be lost. */
function setOwn(value: Record<string, unknown>, name: string, own: unknown): void {
  Object.defineProperty(value, name, {
    value: own,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function enteredValue(field: FormField, text: string | null | undefined): Entered | undefined {
  if (text === null) return { value: null };
  if (text === undefined || text === '') {
    if (!field.isRequired) return undefined;
    if (field.isNullable) return { value: null };
    // A box without a tick.
    if (field.kind === 'boolean') return { value: false };
    const needsNone = field.kind === 'list' && (field.rules.minItems ?? 0) === 0;
    return needsNone ? { value: [] } : { problem: 'This is needed.' };
  }
  if (field.kind === 'json') return jsonValue(text);
  if (field.kind === 'list') return listValue(field, text);
  return field.kind === 'object' ? undefined : scalarValue({ ...field, kind: field.kind }, text);
}

/** Reads one value from each line. */
function listValue({ itemKind, choices, rules }: FormField, text: string): Entered {
  const lines = text.split(/\r?\n/u).filter((line) => line.trim() !== '');
  const values: unknown[] = [];
  for (const [index, line] of lines.entries()) {
    const entered = scalarValue({ kind: itemKind, choices, rules }, line.trim());
    if ('problem' in entered) return { problem: `Line ${String(index + 1)}: ${entered.problem}` };
    values.push(entered.value);
  }
  const { minItems, maxItems } = rules;
  if (minItems !== undefined && values.length < minItems) {
    return { problem: `Write at least ${counted(minItems, 'value')}, one on each line.` };
  }
  if (maxItems !== undefined && values.length > maxItems) {
    return { problem: `Write at most ${counted(maxItems, 'value')}.` };
  }
  return { value: values };
}
