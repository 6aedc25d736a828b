import type { Amount } from '../money/amount.js';
import type { CallCost, SpendOrigin } from './paid-call.js';

/** How the cost of a paid call is known, and what it is for. */
export interface SpendOptions<Result> {
  /** Returns the true cost of a call from its result. */
  readonly cost: (result: Result) => CallCost | Amount;
  /**
   * Returns what a failed call cost; null or 0: nothing, and its reservation is given back. Default:
   * nothing, but the estimate if `signal` was raised, because the provider may have been paid.
   */
  readonly costOfFailure?: ((error: unknown) => CallCost | Amount | null) | undefined;
  /** Is called once when an amount has been entered for the call, with exactly that amount. */
  readonly onSettled?: ((entry: { readonly cost: string }) => void) | undefined;
  readonly origin?: SpendOrigin | undefined;
  /** Is passed on to the call. A call that has not begun does not begin. */
  readonly signal?: AbortSignal | undefined;
}
