import { expect, it } from 'vitest';
import { teeLogger } from './tee-logger.js';
import { createRecordingLogger } from './testing/recording-logger.js';

it('passes every event, with what was bound, to both loggers', () => {
  const [first, second] = [createRecordingLogger(), createRecordingLogger()];
  const logger = teeLogger(first, second).bind({ executionId: 'run-1' });
  logger.debug('a');
  logger.info('b', { rows: 1 });
  logger.warn('c');
  logger.error('d');
  expect(first.events).toMatchObject([
    { level: 'debug', event: 'a', context: { executionId: 'run-1' } },
    { level: 'info', event: 'b', context: { executionId: 'run-1', rows: 1 } },
    { level: 'warn', event: 'c' },
    { level: 'error', event: 'd' },
  ]);
  expect(second.events).toEqual(first.events);
});
