import { EventEmitter, once } from 'node:events';

/** An event of a stream, as the browser would receive it. */
export interface ReceivedEvent {
  readonly event: string;
  /** The last id of the stream so far; empty before the first. */
  readonly id: string;
  readonly data: unknown;
}

/** A reader of server-sent events by HTTP, which keeps all that it receives. */
export class EventClient<Events extends object> {
  readonly response: Response;
  readonly received: ReceivedEvent[] = [];
  /** The text of the stream, with its comments. */
  text = '';
  lastId = '';
  hasEnded = false;
  readonly #changes = new EventEmitter();
  readonly #abort: AbortController;

  /** Opens a stream; it is an error if the answer is not one. */
  static async open<Events extends object>(
    url: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<EventClient<Events>> {
    const abort = new AbortController();
    const response = await fetch(url, { headers, signal: abort.signal });
    if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
    return new EventClient<Events>(response, abort);
  }

  private constructor(response: Response, abort: AbortController) {
    this.response = response;
    this.#abort = abort;
    void this.#read();
  }

  /** The data of all events with a name, in their order. */
  all<Name extends keyof Events & string>(event: Name): readonly Events[Name][] {
    return this.received
      .filter((each) => each.event === event)
      .map(({ data }) => data as Events[Name]);
  }

  /** Waits until what was received is enough, and fails after a time, by default 30 s. */
  async until(isEnough: () => boolean, what: string, patienceMs = 30_000): Promise<void> {
    const signal = AbortSignal.timeout(patienceMs);
    while (!isEnough()) {
      try {
        await once(this.#changes, 'change', { signal });
      } catch {
        const events = this.received.map(({ event }) => event).join(', ');
        throw new Error(`The stream did not send ${what}; it sent: ${events}`);
      }
    }
  }

  close(): void {
    this.#abort.abort();
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const chunk of this.response.body ?? []) {
        const text = decoder.decode(chunk, { stream: true });
        this.text += text;
        const blocks = (rest + text).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
        this.#changes.emit('change');
      }
    } catch {
      // It was closed, by the test or the server.
    }
    this.hasEnded = true;
    this.#changes.emit('change');
  }

  #take(block: string): void {
    const fields = new Map(
      block.split('\n').map((line): [string, string] => {
        const end = line.indexOf(':');
        return [line.slice(0, end), line.slice(end + 1).trimStart()];
      }),
    );
    this.lastId = fields.get('id') ?? this.lastId;
    const data = fields.get('data');
    if (data === undefined) return;
    const event = fields.get('event') ?? 'message';
    this.received.push({ event, id: this.lastId, data: JSON.parse(data) as unknown });
  }
}
