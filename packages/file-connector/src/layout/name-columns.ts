/** What is done with a name that is empty, or that another column has. */
export type NameRule = 'error' | 'number';

/** The rules by which columns are named. */
export interface NameRules {
  readonly duplicateHeaders: NameRule;
  readonly emptyHeaders: NameRule;
}

/**
 * Names columns by position where their names are empty, and numbers names that occur again:
 * `a,,a` becomes `a`, `column_2`, `a_2`. Each name of the header that is not empty is kept where it
 * occurs first, and no new name equals one of them.
 */
export function nameColumns(names: readonly string[], rules: NameRules): string[] {
  const unique = rules.duplicateHeaders === 'number' ? numberDuplicates(names) : [...names];
  if (rules.emptyHeaders !== 'number') return unique;
  const taken = new Set(unique);
  return unique.map((name, index) =>
    name === '' ? freeName(`column_${index + 1}`, taken, 1).name : name,
  );
}

/** Numbers each name that occurs again, from 2 on: `a,a,a` becomes `a`, `a_2`, `a_3`. */
function numberDuplicates(names: readonly string[]): string[] {
  const taken = new Set(names);
  /** The next number of each name; a count from 2 on for each would be quadratic. */
  const next = new Map<string, number>();
  return names.map((name) => {
    const number = next.get(name);
    next.set(name, 2);
    if (name === '' || number === undefined) return name;
    const free = freeName(name, taken, number);
    next.set(name, free.number + 1);
    return free.name;
  });
}

/** Finds a name that no column has, and takes it. */
function freeName(name: string, taken: Set<string>, from: number) {
  let number = from;
  const numbered = (): string => (number === 1 ? name : `${name}_${number}`);
  while (taken.has(numbered())) number += 1;
  const free = numbered();
  taken.add(free);
  return { name: free, number };
}
