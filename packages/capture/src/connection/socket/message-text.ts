import type { RawData } from 'ws';

/** Returns the bytes of a frame. */
export function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

/**
 * Returns a message as text. A binary message becomes the JSON text `{"binary":"…"}` with its bytes
 * in base64, as a line of text cannot hold them.
 */
export function messageText(bytes: Buffer, isBinary: boolean): string {
  if (!isBinary) return bytes.toString('utf8');
  return `{"binary":"${bytes.toString('base64')}"}`;
}
