import { expect, it } from 'vitest';
import { EventBuffer } from './event-buffer.js';

it('keeps events with their order, level, step and fields', () => {
  const events = new EventBuffer();
  events.logger.info('load.started', { stepName: 'load', rows: 1 });
  events.logger.bind({ table: 't' }).warn('load.slow', { rows: 2 });
  expect(events.take()).toMatchObject([
    { sequence: 1, level: 'info', event: 'load.started', stepName: 'load', payload: '{"rows":1}' },
    {
      sequence: 2,
      level: 'warn',
      event: 'load.slow',
      stepName: null,
      payload: '{"table":"t","rows":2}',
    },
  ]);
  expect(events.take()).toEqual([]);
});

it('counts events beyond 1,000 waiting ones as lost, and leaves a gap in their order', () => {
  const events = new EventBuffer();
  for (let number = 0; number < 1_005; number += 1) events.logger.debug('row.seen');
  expect(events.lost).toBe(5);
  expect(events.take()).toHaveLength(1_000);
  events.logger.debug('row.seen');
  expect(events.take()).toMatchObject([{ sequence: 1_006 }]);
});

it('counts events that could not be written', () => {
  const events = new EventBuffer();
  events.logger.error('load.failed');
  events.lose(events.take());
  expect(events.lost).toBe(1);
});
