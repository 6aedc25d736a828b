import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Fails unless axe finds nothing to correct in a page: the message names each rule and element. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated by the debugger, which the policy of the page does not bind.
  const debuggerOf = await page.context().newCDPSession(page);
  try {
    await debuggerOf.send('Runtime.evaluate', { expression: await readFile(source, 'utf8') });
    const { result, exceptionDetails } = await debuggerOf.send('Runtime.evaluate', {
      // The page is notified of another theme, and drawn anew, in the next frames.
      expression: `new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
        .then(() => axe.run(document, { resultTypes: ["violations"] }))`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(`axe failed: ${exceptionDetails.text}`);
    const { violations } = result.value as AxeResults;
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`),
    );
    expect(found, `what axe found at ${page.url()}`).toEqual([]);
  } finally {
    await debuggerOf.detach();
  }
}
