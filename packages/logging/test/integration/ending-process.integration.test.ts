import { once } from 'node:events';
import { expect, it } from 'vitest';
import { startLogging } from '../start-logging.js';

it('a process has written every entry to stdout once logging is closed, and may exit at once', async () => {
  const child = startLogging(['', 'close'], 'pipe');
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  expect(text.trimEnd().split('\n')).toHaveLength(5000);
});
