import type { Passage } from './message-reader.js';

/** A {@link Passage} on its way through the proxy. */
export interface Passing extends Passage {
  readonly fromServer: boolean;
  /** Number of the connection, from 1. */
  readonly connection: number;
  /** How much has passed before it on this connection, in its direction. */
  readonly bytesBefore: number;
}

/**
 * Says when a fault happens: how many of these bytes still pass before it does, 0 for none of them,
 * or undefined when it is not yet time.
 */
export type Trigger = (passing: Passing) => number | undefined;

function beforeMessage(isIt: (passing: Passing) => boolean): Trigger {
  return (passing) => (isIt(passing) ? 0 : undefined);
}

/**
 * Before a statement reaches the server that holds this text, in any case, or matches.
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

/** Before the client's message of this type passes, such as `d` for copy data, `ssl`, `startup`. */
export function onClientMessage(type: string): Trigger {
  return beforeMessage(({ message, fromServer }) => !fromServer && message?.type === type);
}

/**
 * Before the client hears that a command is complete, whose tag begins with this text: `COMMIT`,
 * `COPY`, `INSERT`. The server has done it by then.
 */
export function onReply(tag: string): Trigger {
  return beforeMessage(
    ({ message, fromServer }) =>
      fromServer && message?.type === 'C' && message.text.startsWith(tag),
  );
}

/**
 * After so many bytes of one connection have passed, to the byte.
 *
 * @param of Whose bytes. Default the client's.
 */
export function afterBytes(count: number, of: 'client' | 'server' = 'client'): Trigger {
  return ({ bytes, bytesBefore, fromServer }) => {
    if (fromServer !== (of === 'server')) return undefined;
    return bytesBefore + bytes.length >= count ? Math.max(0, count - bytesBefore) : undefined;
  };
}

/**
 * Once the server has been sent what the trigger is about, to the end: a statement of the extended
 * protocol consists of several messages, up to `Sync`.
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

/** At the time that it would happen for the nth time, counted over all connections, and later ones. */
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
 * Like the second, on connections on which the first was met before.
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
