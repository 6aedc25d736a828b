import type { Socket } from 'node:net';
import { Lane, type ShapeInForce } from './lane.js';
import { MessageReader, type Passage } from './message-reader.js';
import type { Passing } from './trigger.js';

/**
 * The verdict on passing bytes: a number of them is passed on, and then the connection ends, or
 * becomes silent.
 */
export type Verdict = { readonly passing: number; readonly then: 'cut' | 'silence' } | undefined;

/** The callbacks from a connection to its proxy. */
export interface LineRules {
  /** Whether the bytes are messages of PostgreSQL. */
  readonly areMessages: boolean;
  readonly judge: (passing: Passing) => Verdict;
  readonly shapes: () => readonly ShapeInForce[];
}

/** One end of a connection, with the lane to the other end. */
interface End {
  readonly socket: Socket;
  readonly reader: MessageReader;
  readonly lane: Lane;
  readonly isServer: boolean;
  bytesBefore: number;
}

/** One connection through the proxy. */
export class Line {
  readonly #number: number;
  readonly #rules: LineRules;
  readonly #client: End;
  readonly #server: End;
  #isSilent = false;

  constructor(number: number, ends: { client: Socket; server: Socket }, rules: LineRules) {
    this.#number = number;
    this.#rules = rules;
    const { client, server } = ends;
    this.#client = this.#join(client, server, false);
    this.#server = this.#join(server, client, true);
    if (rules.areMessages) return;
    this.#client.reader.becomeOpaque();
    this.#server.reader.becomeOpaque();
  }

  /** Resolves when both ends are closed. */
  async closed(): Promise<void> {
    const both = [this.#client.socket, this.#server.socket];
    await Promise.all(
      both.map((socket) =>
        socket.closed
          ? Promise.resolve()
          : new Promise((resolve) => {
              socket.once('close', resolve);
            }),
      ),
    );
  }

  /** Resets both ends. */
  cut(): void {
    this.#client.socket.resetAndDestroy();
    this.#server.socket.resetAndDestroy();
  }

  #join(socket: Socket, to: Socket, isServer: boolean): End {
    const lane = new Lane(to, this.#rules.shapes, () => socket.resume());
    const end = { socket, lane, reader: new MessageReader(isServer), isServer, bytesBefore: 0 };
    socket.setNoDelay(true);
    socket.on('data', (data) => this.#receive(end, data));
    socket.on('end', () => void this.#finish(lane, to));
    // An error of a connection is reported to the other end by closing it.
    socket.on('error', () => undefined);
    socket.on('close', (hadError) => {
      if (this.#isSilent) return;
      if (hadError) to.resetAndDestroy();
      else void this.#finish(lane, to);
    });
    return end;
  }

  async #finish(lane: Lane, to: Socket): Promise<void> {
    await lane.empty();
    if (!this.#isSilent && !to.writableEnded) to.end();
  }

  #receive(end: End, data: Buffer): void {
    if (this.#isSilent) return;
    let hasRoom = true;
    for (const passage of end.reader.read(data)) {
      this.#noticeEncryption(passage, end.isServer);
      const verdict = this.#rules.judge({
        ...passage,
        fromServer: end.isServer,
        connection: this.#number,
        bytesBefore: end.bytesBefore,
      });
      end.bytesBefore += passage.bytes.length;
      hasRoom = end.lane.send(passage.bytes.subarray(0, verdict?.passing));
      if (verdict === undefined) continue;
      this.#isSilent = true;
      if (verdict.then === 'cut') void end.lane.empty().then(() => this.cut());
      return;
    }
    if (!hasRoom) end.socket.pause();
  }

  #noticeEncryption({ message }: Passage, isServer: boolean): void {
    if (!isServer && (message?.type === 'ssl' || message?.type === 'gss')) {
      this.#server.reader.expectOneByte();
    }
    const isAgreed = message?.text === 'S' || message?.text === 'G';
    if (message?.type !== 'encryption' || !isAgreed) return;
    this.#client.reader.becomeOpaque();
    this.#server.reader.becomeOpaque();
  }
}
