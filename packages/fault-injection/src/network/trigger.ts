import type { Passage } from './message-reader.js';

/** A {@link Passage} that passes through the proxy. */
export interface Passing extends Passage {
  readonly fromServer: boolean;
  /** Number of the connection, from 1. */
  readonly connection: number;
  /** Number of bytes that passed before it on this connection, in its direction. */
  readonly bytesBefore: number;
}

/**
 * Decides when a fault occurs: returns how many of these bytes still pass before it, 0 for none, or
 * undefined if it does not occur yet.
 */
export type Trigger = (passing: Passing) => number | undefined;

function beforeMessage(isIt: (passing: Passing) => boolean): Trigger {
  return (passing) => (isIt(passing) ? 0 : undefined);
}

/**
 * Fires before a statement that contains this text, in any case, or matches the pattern, reaches
 * the server.
 *
 * @example proxy.inject(cut(onStatement('commit')));
 */
export function onStatement(text: string | RegExp): Trigger {
  const pattern = typeof text === 'string' ? text.toLowerCase() : text;
  return beforeMessage(({ message, fromServer }) => {
    if (fromServer || message === undefined || !'QP'.includes(message.type)) return false;
    return typeof pattern === 'string'
      ? message.text.toLowerCase().includes(pattern)
      : message.text.search(pattern) >= 0;
  });
}

/** Fires before the client's message of this type passes, such as `d` for copy data, `ssl`, `startup`. */
export function onClientMessage(type: string): Trigger {
  return beforeMessage(({ message, fromServer }) => !fromServer && message?.type === type);
}

/**
 * Fires before the client receives the completion of a command whose tag begins with this text:
 * `COMMIT`, `COPY`, `INSERT`. The server has then executed it.
 */
export function onReply(tag: string): Trigger {
  return beforeMessage(
    ({ message, fromServer }) =>
      fromServer && message?.type === 'C' && message.text.startsWith(tag),
  );
}

/**
 * Fires after exactly this number of bytes of one connection has passed.
 *
 * @param of The sender of the bytes. Default: the client.
 */
export function afterBytes(count: number, of: 'client' | 'server' = 'client'): Trigger {
  return ({ bytes, bytesBefore, fromServer }) => {
    if (fromServer !== (of === 'server')) return undefined;
    return bytesBefore + bytes.length >= count ? Math.max(0, count - bytesBefore) : undefined;
  };
}

/**
 * Fires after the statement of the trigger was sent to the server completely: a statement of the
 * extended protocol consists of several messages, up to `Sync`.
 */
export function oncePassed(trigger: Trigger): Trigger {
  const unfinished = new Set<number>();
  return (passing) => {
    const { message, connection, fromServer, bytes } = passing;
    if (trigger(passing) !== undefined) {
      if (fromServer || message === undefined || !'PBDE'.includes(message.type))
        return bytes.length;
      unfinished.add(connection);
    }
    if (fromServer || message?.type !== 'S' || !unfinished.delete(connection)) return undefined;
    return bytes.length;
  };
}

/** Fires from the nth time on that the trigger matches, counted over all connections. */
export function fromTime(n: number, trigger: Trigger): Trigger {
  let count = 0;
  return (passing) => {
    const at = trigger(passing);
    if (at === undefined) return undefined;
    count += 1;
    return count >= n ? at : undefined;
  };
}

/**
 * Fires like the second trigger, on connections on which the first one has matched before.
 *
 * @example proxy.inject(lostReply(onConnectionOf(onStatement('copy'), onReply('COMMIT'))));
 */
export function onConnectionOf(first: Trigger, second: Trigger): Trigger {
  const met = new Set<number>();
  return (passing) => {
    if (first(passing) !== undefined) met.add(passing.connection);
    return met.has(passing.connection) ? second(passing) : undefined;
  };
}
