import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { CompleteDownloadOptions } from '../input/download-options.js';
import { badStatus, downloadFailed, networkError } from './download-errors.js';
import { faultOf, showAddress } from './remote-address.js';

const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * Requests an address and follows its redirects, never from `https:` to `http:`. Returns the
 * response with status 200, whose body the caller reads.
 *
 * @throws WdhError `DOWNLOAD_FAILED` (file)
 */
export async function request(
  url: URL,
  name: string,
  options: CompleteDownloadOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let from = url;
  for (let count = 0; ; count += 1) {
    const isSameHost = from.origin === url.origin;
    const response = await get(from, { name, options, signal, isSameHost });
    const { statusCode = 0, headers } = response;
    if (statusCode === 200) return response;
    response.destroy();
    if (!redirects.has(statusCode) || headers.location === undefined) {
      throw badStatus(name, statusCode);
    }
    if (count === options.maxRedirects) {
      const how = `was redirected more than ${options.maxRedirects} times. Check the address.`;
      throw downloadFailed(name, how);
    }
    from = redirected(from, headers.location, name, options);
  }
}

function redirected(
  from: URL,
  location: string,
  name: string,
  options: CompleteDownloadOptions,
): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from.href) : null;
  if (to === null) throw downloadFailed(name, 'was redirected to an invalid address.');
  const fault = faultOf(to, options);
  if (fault !== null) throw downloadFailed(name, `was redirected. ${fault.problem}.`);
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    const where = `from https to ${showAddress(to)}, which is not encrypted`;
    throw downloadFailed(name, `was redirected ${where}. Check the address.`);
  }
  return to;
}

interface Get {
  readonly name: string;
  readonly options: CompleteDownloadOptions;
  readonly signal: AbortSignal;
  readonly isSameHost: boolean;
}

/** Resolves when the headers of the response have arrived. */
function get(url: URL, { name, options, signal, isSameHost }: Get): Promise<IncomingMessage> {
  const { connectTimeoutMs, idleTimeoutMs, ca, agent } = options;
  const isSecure = url.protocol === 'https:';
  const headers = {
    accept: '*/*',
    'user-agent': 'wdh',
    // The bytes as they are stored, so that the same file has the same bytes.
    'accept-encoding': 'identity',
    ...(isSameHost ? options.headers : {}),
  };
  return new Promise((resolve, reject) => {
    const sent = isSecure
      ? https.get(url, { headers, signal, ...(ca && { ca }), ...(agent && { agent }) })
      : http.get(url, { headers, signal });
    const expire = (what: string, ms: number): NodeJS.Timeout =>
      setTimeout(() => {
        const how = `${what} within ${ms} ms. Check the network, and try again.`;
        sent.destroy(downloadFailed(name, how, { isRetryable: true }));
      }, ms);
    let timer = expire('could not be connected to', connectTimeoutMs);
    const connected = (): void => {
      clearTimeout(timer);
      timer = expire('sent no answer', idleTimeoutMs);
    };
    sent.once('socket', (socket) => {
      // An agent of the caller may pass a socket that is open.
      const isOpen = sent.reusedSocket || (agent !== undefined && !socket.connecting);
      if (isOpen) connected();
      else socket.once(isSecure ? 'secureConnect' : 'connect', connected);
    });
    sent.once('response', (response) => {
      clearTimeout(timer);
      // It may fail before it is read; reading it throws the error.
      response.on('error', () => undefined);
      resolve(response);
    });
    sent.on('error', (error) => {
      clearTimeout(timer);
      reject(signal.aborted ? (signal.reason as Error) : (networkError(error, name) as Error));
    });
    // Also without an error, such as after an answer that changes the protocol.
    sent.once('close', () => {
      clearTimeout(timer);
      reject(downloadFailed(name, 'ended the connection without an answer. Check the address.'));
    });
  });
}
