/** What a virtual key may spend. Amounts are exact decimal texts in US dollars. */
export interface KeyLimits {
  /** From here on, the gateway refuses calls itself. */
  readonly maxBudget: string;
  /** From here on, the gateway reports it. */
  readonly softBudget: string;
  /** Whether the gateway refuses every call. */
  readonly isBlocked: boolean;
}

/** A virtual key that the gateway knows, or is to know. */
export interface VirtualKey {
  readonly tenant: string;
  /** Unique at the gateway. */
  readonly alias: string;
  /** The secret itself: it is not logged, and errors do not contain it. */
  readonly key: string;
}

/** Limits a call to a gateway. */
export interface GatewayCall {
  /** Longest time until the whole answer is there, in milliseconds. Default: that of the gateway. */
  readonly deadlineMs?: number | undefined;
  /** Ends the call. */
  readonly signal?: AbortSignal | undefined;
}

/** Whose spend is asked for. */
export interface SpendOfKey {
  readonly tenant: string;
  /** SHA-256 of the key, in hexadecimal: addresses are logged, so the key itself is in none. */
  readonly keyHash: string;
}

/**
 * A gateway for language models that gives each tenant a virtual key and counts what is spent by it.
 *
 * Its methods throw WdhError `GATEWAY_FAILED` if it does not answer, or not as expected.
 */
export interface Gateway {
  /** What clients use as their base URL. */
  readonly baseUrl: string;
  /** Longest wait of a caller for a spend that is not cached, in milliseconds. */
  readonly checkDeadlineMs: number;
  /** Returns what was spent by a key as an exact decimal text. */
  spendOf(key: SpendOfKey, call?: GatewayCall): Promise<string>;
  /**
   * Makes a key with these limits, and returns it: the one that was proposed, or another if the gateway
   * chooses keys itself. Repeating it after a lost answer makes no second key.
   */
  makeKey(proposed: VirtualKey, limits: KeyLimits, call?: GatewayCall): Promise<string>;
  /**
   * Sets the limits of a key, and its spend to zero if `isReset`. Returns false if the gateway does not
   * know the key.
   */
  updateKey(
    key: VirtualKey,
    limits: KeyLimits,
    call?: GatewayCall & { readonly isReset?: boolean | undefined },
  ): Promise<boolean>;
}
