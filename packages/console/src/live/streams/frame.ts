/** A part of a stream, encoded once for all streams that send it. */
export type Frame = Uint8Array;

const encoder = new TextEncoder();

/**
 * Encodes a server-sent event. JSON has no line breaks, so that it is one line of data.
 *
 * @param id - From where the browser resumes. Default: unchanged.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function eventFrame(event: string, data: unknown, id?: number): Frame {
  const position = id === undefined ? '' : `id: ${id}\n`;
  return encoder.encode(`event: ${event}\n${position}data: ${JSON.stringify(data)}\n\n`);
}

/** Encodes a new position without an event. */
export function positionFrame(id: number): Frame {
  return encoder.encode(`id: ${id}\n\n`);
}

/** Asks the browser to connect again after a second. */
export const openingFrame: Frame = encoder.encode('retry: 1000\n\n');

/** A comment, so that proxies do not close a silent stream. */
export const heartbeatFrame: Frame = encoder.encode(':\n\n');
