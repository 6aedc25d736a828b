import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Firing, FiringRecord } from '../injection/firing-record.js';
import type { ShapeInForce } from './lane.js';
import { Line, type Verdict } from './line.js';
import { call, type NetworkFault } from './network-fault.js';
import type { Passing, Trigger } from './trigger.js';

/** An injected fault of a proxy. */
export interface InjectedFault extends Firing {
  /** Ends the fault; connections that it has silenced stay silent. */
  lift(): void;
}

interface Route {
  readonly areMessages: boolean;
  readonly reach: () => Socket;
}

interface Entry {
  readonly fault: NetworkFault;
  readonly record: FiringRecord;
  readonly fire: () => void;
}

/** A proxy between a client and its server that simulates network faults. */
export class NetworkProxy implements AsyncDisposable {
  /** Replaces the server's URL. */
  readonly url: string;
  readonly #server: Server;
  readonly #lines = new Set<Line>();
  readonly #faults = new Set<Entry>();
  #count = 0;

  /**
   * Starts a proxy on 127.0.0.1 for the server of a URL. It changes nothing until a fault is
   * injected.
   *
   * @param options.areMessages Whether the bytes are messages of PostgreSQL; of other protocols only
   * bytes can be counted. Default true.
   * @example
   * await using proxy = await NetworkProxy.start(database.url);
   * const fault = proxy.inject(cut(afterBytes(200_000)));
   */
  static async start(
    serverUrl: string,
    { areMessages = true }: { readonly areMessages?: boolean } = {},
  ): Promise<NetworkProxy> {
    const address = new URL(serverUrl);
    const target = {
      host: address.hostname,
      port: address.port === '' ? 5432 : Number(address.port),
      allowHalfOpen: true,
    };
    const server = createServer({ allowHalfOpen: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const listening = server.address();
    if (listening === null || typeof listening === 'string') throw new TypeError('no TCP address');
    address.hostname = '127.0.0.1';
    address.port = String(listening.port);
    return new NetworkProxy(address.href, server, { areMessages, reach: () => connect(target) });
  }

  private constructor(url: string, server: Server, route: Route) {
    this.url = url;
    this.#server = server;
    server.on('connection', (client) => {
      this.#accept(client, route);
    });
  }

  /** Number of connections so far, including refused ones. */
  get connectionCount(): number {
    return this.#count;
  }

  /** Number of open connections. */
  get openCount(): number {
    return this.#lines.size;
  }

  /**
   * Injects a fault into all connections from now on.
   *
   * @param options.times How often, before it ends by itself. Default: until it is lifted.
   */
  inject(fault: NetworkFault, options: { readonly times?: number } = {}): InjectedFault {
    const { times = Number.POSITIVE_INFINITY } = options;
    const record = new FiringRecord(fault.name);
    const fire = (): void => {
      record.fire();
      if (record.firedCount >= times) lift();
    };
    const entry: Entry = { fault, record, fire };
    const lift = (): void => void this.#faults.delete(entry);
    this.#faults.add(entry);
    return {
      name: record.name,
      fired: record.fired,
      get firedCount() {
        return record.firedCount;
      },
      expectFired: (atLeast) => {
        record.expectFired(atLeast);
      },
      lift,
    };
  }

  /** Resolves at the next time that the trigger matches. */
  async seen(when: Trigger): Promise<void> {
    await this.inject(
      call(when, () => undefined),
      { times: 1 },
    ).fired;
  }

  /** Resets every open connection, and returns their number. */
  cut(): number {
    const { size } = this.#lines;
    for (const line of this.#lines) line.cut();
    return size;
  }

  /** Resets every connection and accepts no more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.cut();
    await Promise.all([...this.#lines].map((line) => line.closed()));
    if (this.#server.listening) await once(this.#server, 'close');
  }

  #accept(client: Socket, { areMessages, reach }: Route): void {
    this.#count += 1;
    const refusal = [...this.#faults].find(({ fault }) => fault.refusesConnections === true);
    if (refusal !== undefined) {
      refusal.fire();
      client.on('error', () => undefined).resetAndDestroy();
      return;
    }
    const rules = {
      areMessages,
      judge: (passing: Passing) => this.#judge(passing),
      shapes: () => this.#shapes(),
    };
    const line = new Line(this.#count, { client, server: reach() }, rules);
    this.#lines.add(line);
    void line.closed().then(() => this.#lines.delete(line));
  }

  #judge(passing: Passing): Verdict {
    for (const { fault, fire } of this.#faults) {
      const at = fault.event?.when(passing);
      if (fault.event === undefined || at === undefined) continue;
      const { then } = fault.event;
      fire();
      if (typeof then !== 'function') return { passing: at, then };
      then();
    }
    return undefined;
  }

  #shapes(): readonly ShapeInForce[] {
    return [...this.#faults].flatMap(({ fault, fire }) =>
      fault.shape === undefined ? [] : [{ shape: fault.shape, fire }],
    );
  }
}
