import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { usePages, type PageOptions } from '../../../../tools/vitest/browser/use-pages.js';
import { type ConsoleOptions, type ConsoleServer, serveConsole } from '../../src/index.js';
import { tokenOf, useConsole, type UsedConsole, type VisitorName } from './use-console.js';

/** How a page of the console is opened. */
export interface OpenOptions extends PageOptions {
  /** Who is logged in; null: no one. Default: viewer and operator. */
  readonly as?: VisitorName | null;
}

/** A console behind a real server, and pages of it in Chromium. */
export interface UsedBrowser extends UsedConsole {
  /** Where it listens, such as `http://127.0.0.1:41234`, without the path of the console. */
  readonly origin: string;
  /** Opens a page of the console, such as `/runs`; it ends with the test. */
  readonly open: (path: string, options?: OpenOptions) => Promise<Page>;
  /** Ends the server of the console, as when its process ends. */
  readonly stop: () => Promise<void>;
  /** Starts it again at the same port. */
  readonly start: () => Promise<void>;
}

/**
 * Serves a console before the tests of a file, and opens its pages in Chromium. A test fails on any
 * error of its page, violation of its policy, or request to another host, unless `allows` names it.
 */
export function useBrowser(
  options: Partial<ConsoleOptions> = {},
  open?: Parameters<typeof useConsole>[1],
): UsedBrowser {
  const used = useConsole(options, open);
  const pages = usePages();
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await serveConsole(used.console, { port: 0 });
  });
  afterAll(() => server.close());
  const own = {
    get origin() {
      return server.origin;
    },
    stop: () => server.close(),
    start: async () => {
      server = await serveConsole(used.console, { port: server.port });
    },
    open: async (path: string, { as = 'operator', ...page }: OpenOptions = {}) => {
      const opened = await pages.newPage(server.origin, page);
      const base = `${server.origin}${options.basePath ?? ''}`;
      if (as !== null) await logIn(opened, base, as);
      await opened.goto(`${base}${path}`);
      return opened;
    },
  };
  // What the console of the test has is there from the first test on: it is read when it is used.
  return Object.setPrototypeOf(own, used) as UsedBrowser;
}

/** Opens a session as the page of the login does, and gives its cookie to the browser. */
async function logIn(page: Page, base: string, as: VisitorName): Promise<void> {
  const data = { token: tokenOf(as) };
  const answer = await page.context().request.post(`${base}/api/session`, { data });
  if (!answer.ok()) throw new Error(`The login failed with ${String(answer.status())}.`);
}
