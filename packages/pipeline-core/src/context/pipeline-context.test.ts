import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createRecordingLogger } from '../testing/index.js';
import { completeConfig } from './pipeline-config.js';
import { createContext } from './pipeline-context.js';

const config = completeConfig({});

describe('createContext', () => {
  it('generates an id for each run and uses the current time', () => {
    const [one, other] = [createContext('items', config, {}), createContext('items', config, {})];
    expect(one.executionId).toMatch(/^exec_[0-9a-f-]{36}$/);
    expect(one.executionId).not.toBe(other.executionId);
    expect(Math.abs(one.timestamp.getTime() - new Date().getTime())).toBeLessThan(5000);
    expect(one.signal.aborted).toBe(false);
    expect(one).toMatchObject({ pipelineName: 'items', config });
    expect(Object.isFrozen(one)).toBe(true);
  });

  it('uses the given options', () => {
    const given = {
      executionId: 'exec_1',
      timestamp: new Date(0),
      signal: AbortSignal.abort('stop'),
    };
    expect(createContext('items', config, given)).toMatchObject(given);
  });

  it('has the URL of the database, and does not show it', () => {
    const connectionUrl = 'postgres://db.example/warehouse';
    const context = createContext('items', config, { connectionUrl });
    expect(context.connectionUrl).toBe(connectionUrl);
    expect(inspect(context)).not.toContain('db.example');
    expect(JSON.stringify(context)).not.toContain('db.example');
    expect('connectionUrl' in createContext('items', config, {})).toBe(false);
  });

  it('binds name and id of the run to the logger', () => {
    const logger = createRecordingLogger();
    createContext('items', config, { logger, executionId: 'exec_1' }).logger.info('row.seen');
    expect(logger.events).toMatchObject([
      { context: { pipelineName: 'items', executionId: 'exec_1' } },
    ]);
  });
});
