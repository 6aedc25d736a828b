import type { SchemaNode } from './schema-node.js';

/** Returned by the fast path where valibot has to decide. No value is ever equal to it. */
export const undecided: unique symbol = Symbol('undecided');

/** Returns the name of a constant in generated code. */
export type Constants = (value: unknown) => string;

/**
 * Returns an expression about the variable `value`. Only the names that it receives, and fixed text, may be
 * part of it.
 */
export type Template = (value: string, constant: Constants) => string;

/** A condition for a value. */
export interface TestPlan {
  readonly kind: 'test';
  readonly passes: (value: never) => boolean;
  readonly code?: Template | undefined;
}

/** Makes another value; may return {@link undecided}, or throw, which counts as undecided. */
export interface ConversionPlan {
  readonly kind: 'conversion';
  readonly convert: (value: never) => unknown;
  /** Only where the result is never `undecided`. */
  readonly code?: Template | undefined;
}

/** Plans of which each takes the value of the one before. */
export interface SequencePlan {
  readonly kind: 'sequence';
  readonly plans: readonly Plan[];
}

/** A value that may be null or undefined; otherwise the wrapped plan decides. */
export interface AbsencePlan {
  readonly kind: 'absence';
  readonly ofNull: boolean;
  readonly ofUndefined: boolean;
  /** Used instead of an absent value, unless it is undefined. */
  readonly standard: unknown;
  readonly wrapped: Plan;
}

/** A list, of whose items each is checked. */
export interface ArrayPlan {
  readonly kind: 'array';
  readonly item: Plan;
}

/** One entry of an object. */
export interface FieldPlan<P extends Plan | null = Plan> {
  readonly key: string;
  readonly plan: P;
  /** What happens where the input has no such key: valibot decides, none in the output, or a value. */
  readonly whenMissing: 'undecided' | 'none' | { readonly value: unknown };
}

/** An object with known entries. */
export interface ObjectPlan<Field = FieldPlan> {
  readonly kind: 'object';
  readonly fields: readonly Field[];
  /** What happens to other keys. */
  readonly others: 'leave' | 'copy' | 'refuse';
  /** Its own keys are those that are not others. */
  readonly known: object;
}

/** What the fast path does for a schema without functions of the user. */
export type Plan = TestPlan | ConversionPlan | SequencePlan | AbsencePlan | ArrayPlan | ObjectPlan;

/** A field of the outermost object, which may have functions of the user. */
export interface RootField extends FieldPlan<Plan | null> {
  readonly node: SchemaNode;
  /** Called after everything else has passed: transformations of the user, which cannot fail. */
  readonly transforms: readonly SchemaNode[];
}
