import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { usePages, type PageOptions } from '../../../../tools/vitest/browser/use-pages.js';
import { writeSampleProject } from './sample-project.js';
import { startConsole, type RunningConsole } from './start-console.js';
import { type CommandResult, wdh } from './start-wdh.js';
import type { UsedLocalServer } from './use-local-server.js';
import { useWorkplace } from './use-workplace.js';

/** Where the console of a test and its commands run. */
export interface ConsolePlace {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs `wdh` in the folder against the database. */
  readonly run: (...args: string[]) => Promise<CommandResult>;
}

/** `wdh console` over the sample job, and its pages in Chromium. */
export interface UsedConsolePages {
  readonly place: ConsolePlace;
  readonly console: RunningConsole;
  /** Opens an empty page, without a login; it ends with the test. */
  readonly newPage: (options?: PageOptions) => Promise<Page>;
  /** Opens a page such as `/runs` as the user of the link; it ends with the test. */
  readonly open: (path: string, options?: PageOptions) => Promise<Page>;
  /** Ends the console, and starts it again on the same port. */
  readonly restart: (between?: () => Promise<void>) => Promise<void>;
}

/** What the console of a test is started with. */
export interface ConsolePagesOptions {
  readonly args?: readonly string[];
  /** A user of the settings, who opens the pages. Default: that of the link. */
  readonly user?: { readonly name: string; readonly token: string };
  /** Default: a database of the server that all test files share. */
  readonly server?: UsedLocalServer;
  /** Prepares folder and database before the console starts. */
  readonly prepare?: (place: ConsolePlace) => Promise<void>;
}

/** Starts `wdh console` before the tests of a file, in a folder whose project has the sample job. */
export function useConsolePages({
  args = [],
  user,
  server,
  prepare = () => Promise.resolve(),
}: ConsolePagesOptions = {}): UsedConsolePages {
  const workplace = useWorkplace();
  const pages = usePages();
  let console: RunningConsole | undefined;
  const place: ConsolePlace = {
    get folder() {
      return workplace.folder;
    },
    get databaseUrl() {
      return server?.url ?? workplace.databaseUrl;
    },
    ...(user === undefined
      ? {}
      : { env: { CONSOLE_TOKENS: `${user.name}:viewer+operator+data:${user.token}` } }),
    run: (...command) =>
      wdh(command, { cwd: place.folder, env: { DATABASE_URL: place.databaseUrl } }),
  };
  const running = (): RunningConsole => {
    if (console === undefined) throw new Error('The console of the test did not start.');
    return console;
  };
  beforeAll(async () => {
    await writeSampleProject(place.folder);
    await prepare(place);
    console = await startConsole(place, ...args);
  });
  afterAll(async () => {
    await console?.[Symbol.asyncDispose]();
  });
  const newPage = (options?: PageOptions): Promise<Page> =>
    pages.newPage(running().origin, options);
  return {
    place,
    get console() {
      return running();
    },
    newPage,
    open: async (path, options) => {
      const page = await newPage(options);
      const { origin, token: ofLink } = running();
      const token = user?.token ?? ofLink;
      await page.context().request.post(`${origin}/api/session`, { data: { token } });
      await page.goto(`${origin}${path}`);
      return page;
    },
    restart: async (between = () => Promise.resolve()) => {
      const { origin, process } = running();
      process.signal('SIGTERM');
      await process.end(60_000);
      await between();
      console = await startConsole(place, ...args, '--port', new URL(origin).port);
    },
  };
}
