/** The marks that an example of a number shows. */
export interface ExampleMarks {
  /** Absent where it shows a whole number. */
  readonly decimal?: string;
  readonly group?: string;
  /** Digits of its groups, from the decimal mark on, such as `3,2`. */
  readonly grouping?: string;
  readonly exponent?: true;
}

const mantissa = /^(.*?)([eE][+-]?\d+)?$/s;
/** Marks that are never before decimals. */
const onlyGroups = /^[\s'’_]$/u;

/** Reads the digits and marks of an example; returns the problem of those with no or two meanings. */
export function readMarks(number: string): ExampleMarks | string {
  const [, digits = '', power] = mantissa.exec(number) ?? [];
  const exponent = power === undefined ? {} : ({ exponent: true } as const);
  const runs = digits.split(/\D/u);
  const marks = digits.replace(/\d/g, '').split('');
  if (runs.some((run) => run === '')) return 'it has two marks side by side';
  const [first = '', ...groups] = runs;
  const last = marks.at(-1);
  if (last === undefined) return exponent;
  const isOneKind = new Set(marks).size === 1;
  if (isOneKind && marks.length === 1 && !onlyGroups.test(last)) {
    const decimals = groups[0] ?? '';
    if (decimals.length !== 3 || first.length > 3 || first.startsWith('0')) {
      return { decimal: last, ...exponent };
    }
    return `${first}${last}${decimals} is ${first}${decimals} or ${first}.${decimals}: show all marks, as 1${last}234${otherMark(last)}56 or 1${last}234${last}567, or more than three digits before decimals, as 1234${last}56`;
  }
  const others = isOneKind ? marks : marks.slice(0, -1);
  const [group = ''] = others;
  if (new Set(others).size !== 1 || (!isOneKind && group === last)) {
    return 'it has more than two kinds of marks';
  }
  const sizes = (isOneKind ? groups : groups.slice(0, -1)).map(({ length }) => length);
  const grouping = groupingOf(first.length, sizes);
  if (grouping === null) return 'its groups are not of three digits, nor as in 12,34,567 or 1,2345';
  return { ...(isOneKind ? {} : { decimal: last }), group, grouping, ...exponent };
}

const otherMark = (mark: string): string => (mark === ',' ? '.' : ',');

/** Returns the digits of groups whose first has `first` digits; null for groups of other lengths. */
function groupingOf(first: number, sizes: readonly number[]): string | null {
  const last = sizes.at(-1) ?? 0;
  const others = [...new Set(sizes.slice(0, -1))];
  const [other = last] = others;
  if (others.length > 1 || first > other) return null;
  if (last === 3 && (other === 3 || other === 2)) return other === 3 ? '3' : '3,2';
  return last === 4 && other === 4 ? '4' : null;
}
