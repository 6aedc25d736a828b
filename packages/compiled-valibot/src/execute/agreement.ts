import { type RootField, undecided } from '../plan/plan.js';
import type { RootPlan } from '../plan/root-plan.js';
import { isSameValue } from '../same-value.js';
import type { StandardResult } from '../standard-schema.js';
import type { Run } from './closures.js';

/**
 * Returns a comparison of valibot's result with that of the fast path, as far as no function of the user is
 * needed for it. Where the fast path does not decide, they agree.
 */
export function agreementOf(
  { head, tail }: RootPlan,
  late: readonly RootField[],
  pure: Run,
): (value: unknown, result: StandardResult<unknown>) => boolean {
  const lateKeys = new Set<PropertyKey>(late.map(({ key }) => key));
  const isOutputKnown = tail.every(({ kind }) => kind === 'validation');
  return (value, result) => {
    const output = pure(value);
    if (output === undecided) return true;
    if (result.issues !== undefined) {
      return tail.length > 0 || result.issues.every((issue) => lateKeys.has(firstKey(issue)));
    }
    if (!isOutputKnown) return true;
    return 'plan' in head
      ? isSameValue(output, result.value)
      : isSameObject(output as object, result.value, lateKeys);
  };
}

function firstKey({ path = [] }: { readonly path?: readonly unknown[] | undefined }): PropertyKey {
  const [first] = path;
  return typeof first === 'object' && first !== null
    ? (first as { readonly key: PropertyKey }).key
    : (first as PropertyKey);
}

/** Compares two rows except for the values of some fields. */
function isSameObject(one: object, other: unknown, unknown: ReadonlySet<PropertyKey>): boolean {
  if (typeof other !== 'object' || other === null) return false;
  const keys = Reflect.ownKeys(one);
  return (
    Object.getPrototypeOf(one) === Object.getPrototypeOf(other) &&
    isSameValue(keys, Reflect.ownKeys(other)) &&
    keys.every(
      (key) => unknown.has(key) || isSameValue(Reflect.get(one, key), Reflect.get(other, key)),
    )
  );
}
