import { STATUS_CODES } from 'node:http';
import { WdhError } from '@wdh/pipeline-core';

/** Statuses after which the same request may succeed. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Creates the error for a download that failed. */
export function downloadFailed(
  name: string,
  how: string,
  { isRetryable = false, cause }: { readonly isRetryable?: boolean; readonly cause?: unknown } = {},
): WdhError {
  return new WdhError(`${name} ${how}`, {
    code: 'DOWNLOAD_FAILED',
    category: 'file',
    isRetryable,
    cause,
  });
}

/** Errors for files that a server does not have. */
const missing = new WeakSet<WdhError>();

/** Returns whether a download failed because the server does not have the file. */
export const isMissing = (error: unknown): boolean =>
  error instanceof WdhError && missing.has(error);

/** Creates the error for an answer with a status other than 200. */
export function badStatus(name: string, status: number): WdhError {
  const answer = `answered ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd();
  const error = downloadFailed(name, `${answer}. ${statusAdvice(status)}`, {
    isRetryable: passing.has(status),
  });
  if (status === 404 || status === 410) missing.add(error);
  return error;
}

function statusAdvice(status: number): string {
  if (status === 401 || status === 403 || status === 407) {
    return 'Check that you may read it; the option download.headers sends an authorization.';
  }
  if (passing.has(status)) return 'Try again later.';
  return 'Check the address.';
}

/** Creates the error for a page instead of data. */
export function pageInstead(name: string): WdhError {
  return new WdhError(
    `${name} is an HTML page instead of data, perhaps a login or error page of the server. Open the address in a browser, and use the one of the file itself.`,
    { code: 'CONTENT_NOT_SUPPORTED', category: 'file' },
  );
}

/** Translates an error of the network; returns an error with a code of its own unchanged. */
export function networkError(error: unknown, name: string): unknown {
  if (error instanceof WdhError || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (/CERT|SIGNED|VERIFY|ISSUER|ALTNAME/.test(code)) {
    const how = `has a certificate that is not trusted (${code}). Check the address; NODE_EXTRA_CA_CERTS or download.ca adds an authority.`;
    return downloadFailed(name, how, { cause: error });
  }
  if (code === 'ENOTFOUND') {
    const how = 'has a host that is unknown (ENOTFOUND). Check the address and the network.';
    return downloadFailed(name, how, { cause: error, isRetryable: true });
  }
  const how = `cannot be downloaded (${code}). Check the address and the network, and try again.`;
  return downloadFailed(name, how, { cause: error, isRetryable: true });
}
