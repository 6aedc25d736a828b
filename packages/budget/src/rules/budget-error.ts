import { type ErrorCategory, WdhError } from '@wdh/pipeline-core';

/** Returns an error of a budget that is not retried. */
export function budgetError(
  code: string,
  message: string,
  category: ErrorCategory = 'usage',
): WdhError {
  return new WdhError(message, { code, category });
}

/** A tenant as messages show it: without control characters, and not longer than its column allows. */
export const showTenant = (tenant: string): string => JSON.stringify(tenant.slice(0, 100));

/** Returns the code of an error for logs; the name of its class where it has none. */
export function codeOf(error: unknown): string {
  if (error instanceof WdhError) return error.code;
  return error instanceof Error ? error.name : `a value of type ${typeof error}`;
}
