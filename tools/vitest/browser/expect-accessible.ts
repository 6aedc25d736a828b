import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { CDPSession, Page } from 'playwright-core';
import { expect } from 'vitest';

const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Fails unless axe finds nothing to correct in a page: the message names each rule and element. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated by the debugger, which the policy of the page does not bind.
  const debuggerOf = await page.context().newCDPSession(page);
  try {
    await debuggerOf.send('Runtime.evaluate', { expression: await readFile(source, 'utf8') });
    // A page that has just got another theme or answer is still being drawn.
    await expect
      .poll(() => findingsOf(debuggerOf), {
        message: `what axe found at ${page.url()}`,
        timeout: 10_000,
        interval: 500,
      })
      .toEqual([]);
  } finally {
    await debuggerOf.detach();
  }
}

async function findingsOf(debuggerOf: CDPSession): Promise<readonly string[]> {
  const { result, exceptionDetails } = await debuggerOf.send('Runtime.evaluate', {
    expression: 'axe.run(document, { resultTypes: ["violations"] })',
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails !== undefined) throw new Error(`axe failed: ${exceptionDetails.text}`);
  const { violations } = result.value as AxeResults;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`),
  );
}
