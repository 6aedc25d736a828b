import type { Amount, CallCost, SpendOrigin } from '../spend/paid-call.js';

/** What a budget is asked to enter for a call. */
export interface SpendOptions<T> {
  readonly cost: (result: T) => CallCost | Amount;
  readonly costOfFailure?: ((error: unknown) => CallCost | Amount | null) | undefined;
  readonly onSettled?: ((entry: { readonly cost: string }) => void) | undefined;
  readonly origin?: SpendOrigin | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The part of a budget that a paid step uses. */
export interface SpendingBudget {
  /** Reserves the estimate, makes the call, and settles its true cost. */
  spend<T>(
    tenant: string,
    estimate: Amount,
    call: (signal: AbortSignal) => Promise<T>,
    options: SpendOptions<T>,
  ): Promise<T>;
  close(): Promise<void>;
}
