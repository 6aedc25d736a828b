import { protocolViolated } from '../../errors/connection/connection-errors.js';
import type { LoginGuard } from './login-guard.js';

/** Most bytes of a message: before the login is complete, and after. */
const [mostAtLogin, most] = [64 * 1024, 256 * 1024 * 1024];

/** Most unrequested messages in answer to one statement: notices, and others. */
const [mostNotices, mostUnasked] = [1_000_000, 1_000];

/** Most bytes of a description of columns: each has a name of at most 63 bytes. */
const mostOfColumns = 1024 * 1024;

/** Messages before the login is complete: requests, errors, notices. */
const atLogin = new Set('REN');

/** Messages after it that the driver can handle. For others it writes to the console or crashes. */
const afterLogin = new Set('SKZENATDCI12ntG');

/** Messages whose body is inspected: login, key to cancel, description of columns. */
const inspected = new Set('RKT');

/** A cursor has more rows, or was closed: only while the driver reads by one. */
const ofCursor = new Set('s3');

/**
 * Checks the messages of a server, at any chunk boundary, before the driver reads them. The driver
 * trusts every length, and loops forever on a truncated description of columns.
 *
 * @see https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export class MessageGuard {
  readonly #server: string;
  readonly #login: LoginGuard;
  readonly #header = Buffer.alloc(5);
  #headerBytes = 0;
  /** Bytes of the body that have not been received. */
  #missing = 0;
  #type = '';
  /** Received parts of the body, for messages that are inspected. */
  #body: Buffer[] | null = null;
  #notices = 0;
  #unasked = 0;
  #copies = 0;
  #isCursorOpen = false;
  #isListening = false;
  #cancelKey: Buffer | null = null;

  constructor(server: string, login: LoginGuard) {
    this.#server = server;
    this.#login = login;
  }

  /** Allows the answer to one COPY. The driver would create a stream without a listener for another. */
  expectCopy(): void {
    this.#copies += 1;
  }

  /** Allows the messages of a cursor, or no longer. */
  expectCursor(isOpen: boolean): void {
    this.#isCursorOpen = isOpen;
  }

  /** Allows any number of notifications: the session listens. */
  expectNotifications(): void {
    this.#isListening = true;
  }

  /** The process id and the secret by which the session's statement is cancelled; null before the login. */
  get cancelKey(): Buffer | null {
    return this.#cancelKey;
  }

  /** @throws DatabaseError `PROTOCOL_VIOLATED` or `LOGIN_METHOD_REFUSED`. */
  take(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      const isHeader = this.#missing === 0;
      const wanted = isHeader ? 5 - this.#headerBytes : this.#missing;
      const part = chunk.subarray(at, at + wanted);
      at += part.length;
      if (isHeader) this.#takeHeader(part);
      else this.#takeBody(part);
    }
  }

  #takeHeader(part: Buffer): void {
    part.copy(this.#header, this.#headerBytes);
    this.#headerBytes += part.length;
    if (this.#headerBytes < 5) return;
    this.#headerBytes = 0;
    this.#type = this.#header.toString('latin1', 0, 1);
    const length = this.#header.readInt32BE(1);
    const { isDone } = this.#login;
    const isOfCursor = this.#isCursorOpen && ofCursor.has(this.#type);
    if (!isOfCursor && !(isDone ? afterLogin : atLogin).has(this.#type)) {
      throw this.#violated(`a message of type ${this.#header[0] ?? 0} out of sequence`);
    }
    if (this.#type === 'G' && --this.#copies < 0) throw this.#violated('a COPY out of sequence');
    const isInspected = inspected.has(this.#type);
    const limit = !isDone ? mostAtLogin : isInspected ? mostOfColumns : most;
    if (length < 4 || length > limit) throw this.#violated(`a message of ${length} bytes`);
    this.#count();
    this.#missing = length - 4;
    this.#body = isInspected ? [] : null;
    if (this.#missing === 0) this.#complete();
  }

  #takeBody(part: Buffer): void {
    this.#body?.push(part);
    this.#missing -= part.length;
    if (this.#missing === 0) this.#complete();
  }

  #count(): void {
    if (this.#type === 'Z') [this.#notices, this.#unasked] = [0, 0];
    else if (this.#type === 'N') this.#notices += 1;
    else if (this.#type === 'S') this.#unasked += 1;
    else if (this.#type === 'A' && !this.#isListening) this.#unasked += 1;
    const { isDone } = this.#login;
    if (this.#notices > (isDone ? mostNotices : mostUnasked) || this.#unasked > mostUnasked) {
      throw this.#violated('too many notices');
    }
  }

  #complete(): void {
    const parts = this.#body;
    this.#body = null;
    if (parts === null) return;
    const body = Buffer.concat(parts);
    if (this.#type === 'R') this.#login.take(body);
    else if (this.#type === 'K') this.#cancelKey = body;
    else if (!describesColumns(body)) throw this.#violated('an invalid description of columns');
  }

  #violated(what: string): Error {
    return protocolViolated(this.#server, what);
  }
}

/** The number of columns, then for each its zero-terminated name and 18 bytes. */
function describesColumns(body: Buffer): boolean {
  if (body.length < 2) return false;
  let at = 2;
  for (let left = body.readUInt16BE(0); left > 0; left--) {
    const end = body.indexOf(0, at);
    if (end === -1) return false;
    at = end + 19;
  }
  return at === body.length;
}
