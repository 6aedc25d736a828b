import { WdhError } from '@wdh/pipeline-core';
import { createClient, ErrorReply } from 'redis';
import { beforeDeadline } from '../store/before-deadline.js';
import type { RedisAddress } from './redis-address.js';
import type { RedisReply, RedisRunner } from './redis-runner.js';
import { storeClosed, storeFailed, storeTooSlow } from './store-failed.js';

/** The client does not connect again by itself: the next command replaces it. */
const newClient = ({ url }: RedisAddress, deadlineMs: number) =>
  createClient({
    url,
    RESP: 2,
    maintNotifications: 'disabled',
    disableOfflineQueue: true,
    socket: { connectTimeout: deadlineMs, reconnectStrategy: false },
  });

type Client = ReturnType<typeof newClient>;

/**
 * A connection that is opened by the first command, and opened anew by the next command after it was
 * lost. Every command ends with a reply or an error, at the latest after the deadline.
 */
export class RedisConnection implements RedisRunner {
  readonly #address: RedisAddress;
  readonly #deadlineMs: number;
  #client: Client | null = null;
  #connecting: Client | null = null;
  #opening: Promise<Client> | null = null;
  #isClosed = false;

  constructor(address: RedisAddress, deadlineMs: number) {
    this.#address = address;
    this.#deadlineMs = deadlineMs;
  }

  /** A command that is lost with a connection of earlier commands runs again, once, on a new one. */
  async run(args: readonly string[]): Promise<RedisReply> {
    const kept = this.#client;
    if (kept === null) return { reply: await this.#runAnew(args), isRepeated: false };
    try {
      return { reply: await this.#send(kept, args), isRepeated: false };
    } catch (error) {
      if (this.#isClosed || kept.isOpen || isFinal(error)) throw this.#explain(error);
      return { reply: await this.#runAnew(args), isRepeated: true };
    }
  }

  close(): Promise<void> {
    this.#isClosed = true;
    this.#drop(this.#client);
    this.#drop(this.#connecting);
    return Promise.resolve();
  }

  async #runAnew(args: readonly string[]): Promise<unknown> {
    try {
      // One connection for all that wait.
      this.#opening ??= this.#open().finally(() => (this.#opening = null));
      return await this.#send(await this.#opening, args);
    } catch (error) {
      throw this.#explain(error);
    }
  }

  async #open(): Promise<Client> {
    if (this.#isClosed) throw storeClosed();
    const client = newClient(this.#address, this.#deadlineMs);
    // Its commands are rejected.
    client.on('error', () => {
      this.#drop(client);
    });
    this.#connecting = client;
    await this.#within(client, client.connect());
    this.#connecting = null;
    this.#client = client;
    return client;
  }

  #send(client: Client, args: readonly string[]): Promise<unknown> {
    return this.#within(client, client.sendCommand([...args]));
  }

  /** A connection that does not answer is cut: a later answer would meet another command. */
  #within<Reply>(client: Client, work: Promise<Reply>): Promise<Reply> {
    return beforeDeadline(work, this.#deadlineMs, () => {
      this.#drop(client);
      return storeTooSlow(this.#address.server, this.#deadlineMs);
    });
  }

  #drop(client: Client | null): void {
    if (client === this.#client) this.#client = null;
    if (client?.isOpen === true) client.destroy();
  }

  #explain(error: unknown): unknown {
    if (this.#isClosed) return storeClosed();
    return isOurs(error) ? error : storeFailed(this.#address.server, error);
  }
}

const isOurs = (error: unknown): boolean => error instanceof WdhError;

/** Whether the command would fail on another connection too, or has waited long enough. */
const isFinal = (error: unknown): boolean => error instanceof ErrorReply || isOurs(error);
