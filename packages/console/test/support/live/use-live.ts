import { afterAll, afterEach, beforeAll } from 'vitest';
import { type ConsoleOptions, type ConsoleServer, serveConsole } from '../../../src/index.js';
import type { WireRunsStream, WireRunStream } from '../../../src/wire/stream.js';
import { tokenOf, useConsole, type UsedConsole, type VisitorName } from '../use-console.js';
import { EventClient } from './event-client.js';

/** How a stream of a test is opened. */
export interface ListenOptions {
  /** Default: viewer and operator. */
  readonly as?: VisitorName;
  readonly lastEventId?: string;
  /** Such as `?after=5`. */
  readonly query?: string;
}

/** A console behind a real server, and readers of its streams. */
export interface UsedLive extends UsedConsole {
  readonly origin: string;
  /** Opens the stream of a run; it is closed after the test. */
  readonly listenToRun: (
    executionId: string,
    options?: ListenOptions,
  ) => Promise<EventClient<WireRunStream>>;
  /** Opens the stream of changed runs; it is closed after the test. */
  readonly listenToRuns: (options?: ListenOptions) => Promise<EventClient<WireRunsStream>>;
}

/** Serves a console before the tests of a file. */
export function useLive(options: Partial<ConsoleOptions> = {}): UsedLive {
  const used = useConsole(options);
  let server: ConsoleServer;
  let clients: { readonly close: () => void }[] = [];
  beforeAll(async () => {
    server = await serveConsole(used.console, { port: 0 });
  });
  afterEach(() => {
    for (const client of clients) client.close();
    clients = [];
  });
  afterAll(() => server.close());
  const listen = async <Events extends object>(
    path: string,
    { as = 'operator', lastEventId, query = '' }: ListenOptions = {},
  ) => {
    const client = await EventClient.open<Events>(`${server.origin}${path}${query}`, {
      authorization: `Bearer ${tokenOf(as)}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    });
    clients.push(client);
    return client;
  };
  const own = {
    get origin() {
      return server.origin;
    },
    listenToRun: (executionId: string, options?: ListenOptions) =>
      listen<WireRunStream>(`/api/runs/${executionId}/stream`, options),
    listenToRuns: (options?: ListenOptions) => listen<WireRunsStream>('/api/stream', options),
  };
  return Object.setPrototypeOf(own, used) as UsedLive;
}
