import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest';
import { noBrowser } from './test-browser.js';
import { PageProblems } from './watched-page.js';

/** How a page is opened. */
export interface PageOptions {
  /** Width of the window in pixels. Default 1280. */
  readonly width?: number;
  /** Height of the window in pixels. Default 800. */
  readonly height?: number;
  /** Default light. */
  readonly theme?: 'light' | 'dark';
  /** Problems that the test provokes, such as `/status of 404/`; all others fail it. */
  readonly allows?: readonly RegExp[];
  /** Time zone of the reader. Default `Europe/Berlin`. */
  readonly zone?: string;
  /** Whether a certificate of the test is accepted. Default false. */
  readonly acceptsAnyCertificate?: boolean;
}

/** Opens pages of a browser for the tests of a file. */
export interface UsedPages {
  /** Opens an empty page of a new session of the browser, which ends with the test. */
  readonly newPage: (origin: string, options?: PageOptions) => Promise<Page>;
}

interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly problems: PageProblems;
}

/** No condition of a page is waited for longer, in milliseconds; a busy machine may stall. */
const deadlineMs = 60_000;

/**
 * Opens pages in the one Chromium of the test run. A test fails if its page reports an error, breaks
 * its policy or asks another host; the page is then kept as a picture below `test-results/pages`.
 * Without Chromium, the tests of the file are skipped.
 */
export function usePages(): UsedPages {
  let browser: Browser | null = null;
  let open: OpenPage[] = [];
  beforeAll(async () => {
    const url = inject('browserUrl');
    if (url !== '') browser = await chromium.connect(url);
  });
  beforeEach(({ skip }) => {
    if (browser === null) skip(noBrowser);
  });
  afterEach(async ({ task }) => {
    const ended = open;
    open = [];
    const problems = ended.flatMap(({ problems: { found } }) => found);
    const hasFailed = task.result?.state === 'fail' || problems.length > 0;
    for (const [index, { page, context }] of ended.entries()) {
      if (hasFailed) await keepPicture(page, `${task.name} ${String(index + 1)}`);
      await context.close();
    }
    if (problems.length > 0) throw new Error(`The page has problems:\n${problems.join('\n')}`);
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    newPage: async (origin, options = {}) => {
      if (browser === null) throw new Error(noBrowser);
      const { width = 1280, height = 800, theme = 'light', zone = 'Europe/Berlin' } = options;
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: theme,
        timezoneId: zone,
        locale: 'en-GB',
        reducedMotion: 'reduce',
        serviceWorkers: 'block',
        ignoreHTTPSErrors: options.acceptsAnyCertificate ?? false,
      });
      context.setDefaultTimeout(deadlineMs);
      const problems = new PageProblems(context, origin, options.allows);
      const page = await context.newPage();
      open.push({ page, context, problems });
      return page;
    },
  };
}

async function keepPicture(page: Page, title: string): Promise<void> {
  const folder = join('test-results', 'pages');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${title.replaceAll(/\W+/gu, '-').slice(0, 100)}.png`);
  // A page that has crashed has no picture; the test reports why.
  await page.screenshot({ path, timeout: 10_000 }).catch(() => undefined);
}
