import { useEffect, useState } from 'preact/hooks';
import type { ErrorAdvice } from './error-codes.js';

/** Error codes by code. */
export type ErrorCodes = ReadonlyMap<string, ErrorAdvice>;

let loading: Promise<ErrorCodes> | null = null;

/** Loads the error codes that the build has taken from the documentation, once for the page. */
function loadErrorCodes(): Promise<ErrorCodes> {
  loading ??= fetch('error-codes.json').then(async (answer) => {
    if (!answer.ok) throw new Error('The error codes could not be loaded.');
    const codes = (await answer.json()) as readonly ErrorAdvice[];
    return new Map(codes.map((advice) => [advice.code, advice]));
  });
  loading.catch(() => {
    // The next reader of a code tries again.
    loading = null;
  });
  return loading;
}

/** Returns the error codes; null until they are loaded, `failed` if they cannot be. */
export function useErrorCodes(): ErrorCodes | 'failed' | null {
  const [codes, setCodes] = useState<ErrorCodes | 'failed' | null>(null);
  useEffect(() => {
    let isShown = true;
    loadErrorCodes().then(
      (loaded) => {
        if (isShown) setCodes(loaded);
      },
      () => {
        if (isShown) setCodes('failed');
      },
    );
    return () => {
      isShown = false;
    };
  }, []);
  return codes;
}

/** Returns what the documentation says of a code; null if it does not list it, or until it is loaded. */
export function useErrorAdvice(code: string): ErrorAdvice | null {
  const codes = useErrorCodes();
  return codes === null || codes === 'failed' ? null : (codes.get(code) ?? null);
}
