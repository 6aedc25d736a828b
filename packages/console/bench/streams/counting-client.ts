import { EventEmitter, once } from 'node:events';

/** A reader of a stream that keeps only numbers. */
export class CountingClient {
  /** Events so far. */
  count = 0;
  /** The last id so far. */
  lastId = 0;
  readonly #changes = new EventEmitter();
  readonly #abort: AbortController;

  static async open(
    url: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<CountingClient> {
    const abort = new AbortController();
    const response = await fetch(url, { headers, signal: abort.signal });
    if (!response.ok || response.body === null) throw new Error(`${url}: ${response.status}`);
    return new CountingClient(response.body, abort);
  }

  private constructor(body: ReadableStream<Uint8Array>, abort: AbortController) {
    this.#abort = abort;
    // It rejects when the stream is closed.
    this.#read(body).catch(() => undefined);
  }

  /** Waits until a condition holds, for 60 s. */
  async until(isEnough: () => boolean, what: string): Promise<void> {
    const signal = AbortSignal.timeout(60_000);
    while (!isEnough()) {
      await once(this.#changes, 'change', { signal }).catch(() => {
        throw new Error(`A stream did not send ${what}.`);
      });
    }
  }

  close(): void {
    this.#abort.abort();
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    for await (const chunk of body) {
      const text = Buffer.from(chunk).toString('latin1');
      this.count += text.split('event: ').length - 1;
      const id = text.lastIndexOf('\nid: ');
      if (id !== -1) this.lastId = Number.parseInt(text.slice(id + 5), 10);
      this.#changes.emit('change');
    }
  }
}
