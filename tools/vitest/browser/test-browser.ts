import { chromium } from 'playwright-core';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { findChromium } from './find-chromium.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the Chromium of this test run listens; empty if none is installed. */
    readonly browserUrl: string;
  }
}

/** Printed once, and beside each test that is skipped. */
export const noBrowser =
  'Chromium is not installed, so the tests of the page are SKIPPED: apt-get install chromium, or set CHROMIUM_PATH.';

/** Chromium does nothing on its own, and finds no other machine. */
const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-component-update',
  '--disable-background-networking',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** Starts the one Chromium of a test run, for `globalSetup`; the function that is returned ends it. */
export async function startTestBrowser(project: TestProject): Promise<() => Promise<void>> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    console.warn(`\n${noBrowser}\n`);
    project.provide('browserUrl', '');
    return () => Promise.resolve();
  }
  const server = await chromium.launchServer({
    executablePath,
    args: flags,
    // As root there is no sandbox, and a container has no user namespaces.
    chromiumSandbox: false,
    host: '127.0.0.1',
  });
  project.provide('browserUrl', server.wsEndpoint());
  return () => server.close();
}
