import type { FormField } from './form-field.js';

/** Returns what a reader may write into a field: its description and its rules. */
export function fieldHint(field: FormField): string | undefined {
  const { description } = field;
  const parts = [
    ...(description === '' ? [] : [sentence(description)]),
    ...formHint(field),
    ...rulesHint(field),
    ...emptyHint(field),
  ];
  return parts.length === 0 ? undefined : parts.join(' ');
}

function sentence(text: string): string {
  return /[.!?]$/u.test(text) ? text : `${text}.`;
}

function formHint({ kind, itemKind, choices }: FormField): readonly string[] {
  if (kind === 'date') return ['A day, as YYYY-MM-DD.'];
  if (kind === 'date-time') return ['A time such as 2026-01-31T08:30:00Z.'];
  if (kind === 'integer') return ['A whole number.'];
  if (kind === 'json') return ['JSON, such as {"name": "value"}.'];
  if (kind !== 'list') return [];
  const what = itemKind === 'choice' ? `one of ${choices.map(String).join(', ')}` : 'one value';
  return [`On each line ${what}.`];
}

function emptyHint({ isRequired, kind, preset }: FormField): readonly string[] {
  if (preset === undefined) return isRequired ? [] : ['Optional.'];
  const isWritten =
    kind !== 'boolean' && (typeof preset === 'number' || typeof preset === 'string');
  return isWritten && preset !== '' ? [`Left empty, it is ${preset}.`] : [];
}

function rulesHint({ rules }: FormField): readonly string[] {
  const { minimum, maximum, above, below, minLength, maxLength, minItems, maxItems } = rules;
  return [
    ...range('', minimum, maximum),
    ...(above === undefined ? [] : [`More than ${String(above)}.`]),
    ...(below === undefined ? [] : [`Less than ${String(below)}.`]),
    ...range('character', minLength, maxLength),
    ...range('value', minItems, maxItems),
  ];
}

function range(noun: string, least?: number, most?: number): readonly string[] {
  const counted = (count: number): string => {
    if (noun === '') return String(count);
    return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
  };
  if (least !== undefined && least === most) return [`Exactly ${counted(least)}.`];
  if (least !== undefined && most !== undefined)
    return [`From ${String(least)} to ${counted(most)}.`];
  if (most !== undefined) return [`At most ${counted(most)}.`];
  return least === undefined ? [] : [`At least ${counted(least)}.`];
}
