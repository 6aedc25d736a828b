/**
 * What may be reported about any error: names and codes. The message is left out, as it may contain cell
 * values.
 */
export interface ErrorFacts {
  readonly name: string;
  readonly code?: string;
  readonly cause?: ErrorFacts;
}

const longestChain = 8;

/** Describes an error and its causes by class and code, as plain data. */
export function errorFacts(error: unknown, chain = 1): ErrorFacts {
  if (!(error instanceof Error)) return { name: `a value of type ${typeof error}` };
  const { name, cause } = error;
  return {
    name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(cause === undefined || chain === longestChain
      ? {}
      : { cause: errorFacts(cause, chain + 1) }),
  };
}

/** Describes an error in words, such as `TypeError` or `WdhError [LEDGER_IMBALANCE]`. */
export function errorLabel(error: unknown): string {
  const { name, code } = errorFacts(error);
  return code === undefined ? name : `${name} [${code}]`;
}
