import { hasUndecodable, undecodableByte } from './undecodable-bytes.js';

const nothing = Buffer.alloc(0);

/**
 * Decodes UTF-16 that arrives in arbitrary pieces, and drops a byte order mark at the start.
 *
 * Half a surrogate pair is kept unchanged in the text, where `hasUndecodable` finds it; so is an
 * odd byte at the end, as U+DC00 + byte.
 */
export class Utf16Decoder {
  readonly #isBigEndian: boolean;
  #pending: Buffer = nothing;
  #isAtStart = true;
  #hasSeenUndecodable = false;

  constructor(encoding: 'utf-16le' | 'utf-16be') {
    this.#isBigEndian = encoding === 'utf-16be';
  }

  get hasSeenUndecodable(): boolean {
    return this.#hasSeenUndecodable;
  }

  decode(piece: Buffer): string {
    const bytes = Buffer.concat([this.#pending, piece]);
    const wholeLength = this.#wholeLength(bytes);
    this.#pending = Buffer.from(bytes.subarray(wholeLength));
    return this.#text(bytes.subarray(0, wholeLength));
  }

  end(): string {
    const bytes = this.#pending;
    this.#pending = nothing;
    const evenLength = bytes.length - (bytes.length % 2);
    const odd = bytes.subarray(evenLength);
    this.#hasSeenUndecodable ||= odd.length > 0;
    return this.#text(bytes.subarray(0, evenLength)) + [...odd].map(undecodableByte).join('');
  }

  /** Excludes half a code unit, and half a surrogate pair, at the end. */
  #wholeLength(bytes: Buffer): number {
    const evenLength = bytes.length - (bytes.length % 2);
    const highByte = bytes[evenLength - (this.#isBigEndian ? 2 : 1)] ?? 0;
    return (highByte & 0xfc) === 0xd8 ? evenLength - 2 : evenLength;
  }

  #text(bytes: Buffer): string {
    // A copy, as the bytes belong to the reader of the file, and swap16 changes them.
    const text = (this.#isBigEndian ? Buffer.from(bytes).swap16() : bytes).toString('utf16le');
    this.#hasSeenUndecodable ||= hasUndecodable(text);
    if (!this.#isAtStart || text === '') return text;
    this.#isAtStart = false;
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  }
}
