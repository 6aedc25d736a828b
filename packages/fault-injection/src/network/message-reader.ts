/**
 * One message of PostgreSQL's protocol.
 *
 * @see https://www.postgresql.org/docs/17/protocol-message-formats.html
 */
export interface ProtocolMessage {
  /**
   * Its letter, such as `Q` (simple query), `P` (parse), `d` (copy data), `C` (command complete),
   * or the first message of a connection: `ssl`, `startup`, `cancel`.
   */
  readonly type: string;
  /** Its body as text; empty for copy data, which is passed on immediately. */
  readonly text: string;
}

/** Passing bytes, from the beginning of a message or from within one. */
export interface Passage {
  readonly bytes: Buffer;
  /** The message that begins here; undefined within one, and where the connection is encrypted. */
  readonly message: ProtocolMessage | undefined;
}

/** First four bytes, after the length, of messages without a letter. */
const beginnings: Readonly<Record<number, string>> = {
  80_877_102: 'cancel',
  80_877_103: 'ssl',
  80_877_104: 'gss',
};

/** Larger messages are not buffered until they are complete. */
const maximumHeldBytes = 1_000_000;

/** Splits the bytes of one direction of a connection into messages. */
export class MessageReader {
  readonly #isServer: boolean;
  #held: Buffer = Buffer.alloc(0);
  /** Remaining bytes of the current message. */
  #rest = 0;
  #isOpaque = false;
  /** Messages without a letter come first; from the server, the one-byte reply to `ssl`. */
  #isBeginning: boolean;

  /** @param isServer Whether the server sends these bytes. */
  constructor(isServer: boolean) {
    this.#isServer = isServer;
    this.#isBeginning = !isServer;
  }

  /** Passes everything on unparsed: the connection is encrypted from here on. */
  becomeOpaque(): void {
    this.#isOpaque = true;
  }

  /** Expects the one byte that answers a request for encryption. */
  expectOneByte(): void {
    this.#isBeginning = true;
  }

  /** Adds received bytes, and returns the complete messages. */
  read(data: Buffer): readonly Passage[] {
    if (this.#isOpaque) return [{ bytes: data, message: undefined }];
    const passages: Passage[] = [];
    let left = this.#held.length === 0 ? data : Buffer.concat([this.#held, data]);
    for (;;) {
      const passage = this.#rest > 0 ? this.#continue(left) : this.#begin(left);
      if (passage === undefined || passage.bytes.length === 0) break;
      passages.push(passage);
      left = left.subarray(passage.bytes.length);
    }
    this.#held = left;
    return passages;
  }

  #continue(left: Buffer): Passage {
    const bytes = left.subarray(0, this.#rest);
    this.#rest -= bytes.length;
    return { bytes, message: undefined };
  }

  #begin(left: Buffer): Passage | undefined {
    if (this.#isBeginning) return this.#isServer ? this.#oneByte(left) : this.#withoutLetter(left);
    if (left.length < 5) return undefined;
    const length = 1 + left.readUInt32BE(1);
    const type = String.fromCharCode(left[0] ?? 0);
    if (type === 'd' || length > maximumHeldBytes) {
      const bytes = left.subarray(0, length);
      this.#rest = length - bytes.length;
      return { bytes, message: { type, text: '' } };
    }
    if (left.length < length) return undefined;
    const bytes = left.subarray(0, length);
    return { bytes, message: { type, text: bytes.toString('utf8', 5) } };
  }

  #oneByte(left: Buffer): Passage | undefined {
    if (left.length === 0) return undefined;
    this.#isBeginning = false;
    const bytes = left.subarray(0, 1);
    return { bytes, message: { type: 'encryption', text: bytes.toString('latin1') } };
  }

  #withoutLetter(left: Buffer): Passage | undefined {
    if (left.length < 8) return undefined;
    const length = left.readUInt32BE(0);
    if (left.length < length) return undefined;
    const type = beginnings[left.readUInt32BE(4)] ?? 'startup';
    if (type === 'startup') this.#isBeginning = false;
    const bytes = left.subarray(0, length);
    return { bytes, message: { type, text: bytes.toString('utf8', 8) } };
  }
}
