import { WdhError } from '@wdh/pipeline-core';

/** Codes of an address that is not of this machine, of a name without one, and of a port of the system. */
const unusable = /^(?:EADDRNOTAVAIL|ENOTFOUND|EAI_AGAIN|EACCES)$/u;

/** Returns why the webhook cannot listen on an address, and what to do. */
export function listenError(error: unknown, port: number, host: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const place = `${host}:${String(port)}`;
  if (code === 'EADDRINUSE') {
    return new WdhError(`Another program listens on ${place}. Choose a free port, or 0.`, {
      code: 'WEBHOOK_PORT_IN_USE',
      category: 'usage',
      cause: error,
    });
  }
  if (typeof code === 'string' && unusable.test(code)) {
    return new WdhError(
      `The webhook cannot listen on ${place} (${code}). Choose an address of this machine, and a port above 1023.`,
      { code: 'WEBHOOK_ADDRESS_INVALID', category: 'usage', cause: error },
    );
  }
  return error;
}
