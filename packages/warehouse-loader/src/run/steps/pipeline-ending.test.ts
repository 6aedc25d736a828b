import { expect, it } from 'vitest';
import { PipelineEnding } from './pipeline-ending.js';

it('ends a pipeline, and waits until it has ended', async () => {
  const ending = new PipelineEnding(undefined);
  const events: string[] = [];
  ending.started();
  ending.signal.addEventListener('abort', () => events.push('aborted'));
  const ended = ending.end(new Error('lost')).then(() => events.push('waited'));
  await Promise.resolve();
  expect(events).toEqual(['aborted']);
  ending.ended();
  await ended;
  expect(ending.signal.reason).toEqual(new Error('lost'));
});

it('does not wait for a pipeline that has not started, or has ended', async () => {
  const ending = new PipelineEnding(undefined);
  await ending.end(new Error('lost'));
  ending.started();
  ending.ended();
  await expect(ending.end(new Error('again'))).resolves.toBeUndefined();
});

it('ends a pipeline with the run, as long as the pipeline lasts', () => {
  const run = new AbortController();
  const [one, other] = [new PipelineEnding(run.signal), new PipelineEnding(run.signal)];
  other.ended();
  run.abort('stopped');
  expect([one.signal.reason, other.signal.aborted]).toEqual(['stopped', false]);
  expect(new PipelineEnding(run.signal).signal.reason).toBe('stopped');
});
