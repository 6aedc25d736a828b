import { type IncomingHttpHeaders, STATUS_CODES } from 'node:http';
import { codeOf, type SocketEnd } from './socket-end.js';

/** Statuses below 500 after which the same handshake may succeed; 418 is a ban that ends. */
const passing = new Set([408, 418, 425, 429]);
/** A longer wait is cut to a day. */
const longestRetryAfterMs = 86_400_000;

/** Describes a handshake that was answered with a status other than 101. */
export function refusedWith(status: number, headers: IncomingHttpHeaders, now: number): SocketEnd {
  const isPermanent = status < 500 && !passing.has(status);
  const answer = `answered ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd();
  const retryAfterMs = retryAfter(headers['retry-after'], now);
  return {
    reason: 'refused',
    explanation: `${answer}. ${adviceFor(status)}`,
    isPermanent,
    status,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  };
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403 || status === 407) {
    return 'Check that you may read the feed; the option headers sends an authorization.';
  }
  if (status === 418 || status === 429) return 'Connect less often, or subscribe to less.';
  if (status === 451) return 'The feed is not offered where this machine is.';
  if (status >= 500 || passing.has(status)) return 'The server is not ready.';
  if (status >= 300 && status < 400) {
    return 'Redirects are not followed: use the address that it redirects to.';
  }
  return 'Check the address of the feed, with its path and query.';
}

/** Seconds, or a date. */
function retryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - now;
  if (Number.isNaN(ms)) return null;
  return Math.min(Math.max(ms, 0), longestRetryAfterMs);
}

/** Describes a connection that could not be opened. */
export function unopenedBy(error: Error): SocketEnd {
  const code = codeOf(error);
  if (/CERT|SIGNED|VERIFY|ISSUER|ALTNAME/.test(code)) {
    return {
      reason: 'untrusted',
      explanation: `has a certificate that is not trusted (${code}). Check the address; NODE_EXTRA_CA_CERTS or the option ca adds an authority.`,
      isPermanent: true,
      code,
    };
  }
  if (code === 'Error' || code.startsWith('HPE_')) {
    return {
      reason: 'refused',
      explanation: 'did not answer as a WebSocket server. Check the address and the port.',
      isPermanent: true,
      code,
    };
  }
  const advice =
    code === 'ENOTFOUND' ? 'Check the name of the host and the network.' : 'Check the network.';
  return { reason: 'unreachable', explanation: `cannot be reached (${code}). ${advice}`, code };
}

/** Describes a handshake that took too long. */
export function unopenedWithin(ms: number): SocketEnd {
  const explanation = `did not open a connection within ${ms} ms. Check the network.`;
  return { reason: 'unreachable', explanation };
}
