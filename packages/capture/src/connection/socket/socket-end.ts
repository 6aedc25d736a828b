/**
 * Why a connection ended.
 *
 * - `unreachable`: no connection, by the network, the name of the host, or time.
 * - `refused`: the server answered the handshake with a status other than 101.
 * - `untrusted`: the certificate of the server is not trusted.
 * - `closed`: the server closed it with a code.
 * - `cut`: it ended without a close.
 * - `silent`: no message, ping or pong for too long.
 * - `garbage`: the server sent a frame that is not valid, or text that is not UTF-8.
 * - `oversized`: a message was larger than allowed.
 * - `renewed`: replaced by a newer connection.
 * - `stopped`: by the caller.
 */
export type EndReason =
  | 'unreachable'
  | 'refused'
  | 'untrusted'
  | 'closed'
  | 'cut'
  | 'silent'
  | 'garbage'
  | 'oversized'
  | 'renewed'
  | 'stopped';

/** The end of a connection. Contains nothing that the server wrote. */
export interface SocketEnd {
  readonly reason: EndReason;
  /** Sentences without a subject: "answered 401 Unauthorized. Check …". */
  readonly explanation: string;
  /** Whether only a change of the options can help. */
  readonly isPermanent?: boolean;
  /** Whether the server announced a restart, so that another one answers soon. */
  readonly isRestart?: boolean;
  /** The code of the close, or of the error. */
  readonly code?: number | string;
  /** The status of the refusal. */
  readonly status?: number;
  /** The wait that the server asked for. */
  readonly retryAfterMs?: number;
}

/** Close codes of a server that restarts: going away, service restart. */
const restarts = new Set([1001, 1012]);

const cutOff: SocketEnd = { reason: 'cut', explanation: 'ended without a close.' };

/** Describes a connection that ended without an error. */
export function closedBy(code: number): SocketEnd {
  if (code === 1006) return cutOff;
  const isRestart = restarts.has(code);
  const advice =
    code === 1008 ? ' Check what is subscribed to: it is against the rules of the server.' : '';
  return {
    reason: 'closed',
    explanation: `closed the connection ${code === 1005 ? 'without a code' : `with the code ${code}`}.${advice}`,
    isRestart,
    code,
  };
}

/** Describes an error of an open connection, by its code. */
export function brokenBy(error: Error, maxMessageBytes: number): SocketEnd {
  const code = codeOf(error);
  if (code.startsWith('WS_ERR_UNSUPPORTED_')) {
    return {
      reason: 'oversized',
      explanation: `sent a message of more than ${maxMessageBytes} bytes. Raise maxMessageBytes if such messages are valid.`,
      code,
    };
  }
  if (!/^(?:WS_ERR|Z)_/.test(code)) return { ...cutOff, code };
  return {
    reason: 'garbage',
    explanation: `sent what is not allowed in a WebSocket (${code}).`,
    code,
  };
}

/** Returns the code of an error, or its class. */
export function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
