/** A finding about one field of a row, or about the row as a whole. Never contains the value. */
export interface RowIssue {
  /** Stable code in upper snake case, such as `COST_MISMATCH`. */
  readonly code: string;
  /** What was expected. */
  readonly message: string;
  readonly field?: string | undefined;
}

/**
 * The verdict of a row step on one row.
 *
 * - `errors` not empty: the row is rejected, whatever `row` holds.
 * - `row` null and no errors: the row is filtered, that is left out on purpose.
 * - otherwise `row` is passed to the next step.
 */
export interface StepResult<Out extends object> {
  readonly row: Out | null;
  readonly warnings: readonly RowIssue[];
  readonly errors: readonly RowIssue[];
}

const none: readonly RowIssue[] = Object.freeze([]);

/**
 * The step result of {@link keepRow}, {@link rejectRow} and {@link filterRow}. It is a class, so
 * that a function step may return either a verdict or a row, whatever the names of the row's
 * fields.
 */
export class RowVerdict<Out extends object> implements StepResult<Out> {
  readonly row: Out | null;
  readonly warnings: readonly RowIssue[];
  readonly errors: readonly RowIssue[];

  constructor(row: Out | null, warnings: readonly RowIssue[], errors: readonly RowIssue[]) {
    this.row = row;
    this.warnings = warnings;
    this.errors = errors;
  }
}

/** Passes `row` on, with warnings if there are any. */
export function keepRow<Out extends object>(row: Out, ...warnings: RowIssue[]): RowVerdict<Out> {
  return new RowVerdict(row, warnings.length === 0 ? none : warnings, none);
}

/** Passes `row` on without warnings, as {@link keepRow} does, in less time. */
export function passRow<Out extends object>(row: Out): RowVerdict<Out> {
  return new RowVerdict(row, none, none);
}

/** Returns whether a value is a verdict by which a row passes, and there is nothing else to note. */
export function isPlainPass<Out extends object>(
  value: StepResult<Out> | PromiseLike<StepResult<Out>>,
): value is RowVerdict<Out> & { readonly row: Out } {
  return (
    value instanceof RowVerdict &&
    value.errors === none &&
    value.warnings === none &&
    typeof value.row === 'object' &&
    value.row !== null
  );
}

/** Rejects the row for the given reasons: it is added to the rejected rows, and the run continues. */
export function rejectRow(reason: RowIssue, ...more: RowIssue[]): RowVerdict<never> {
  return new RowVerdict<never>(null, none, [reason, ...more]);
}

/** Leaves the row out on purpose: it is counted as filtered. */
export function filterRow(): RowVerdict<never> {
  return filtered;
}

const filtered = new RowVerdict<never>(null, none, none);

/** Returns whether a value is a step result; untyped code may return something else. */
export function isStepResult(value: unknown): value is StepResult<object> {
  if (typeof value !== 'object' || value === null) return false;
  const { row, warnings, errors } = value as Partial<StepResult<object>>;
  return typeof row === 'object' && Array.isArray(warnings) && Array.isArray(errors);
}
