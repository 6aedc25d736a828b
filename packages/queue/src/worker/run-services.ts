import { setTimeout as sleep } from 'node:timers/promises';
import { loggedError } from '@wdh/job';
import type { Logger } from '@wdh/pipeline-core';
import type { Service } from './lanes/lane.js';

/** Pauses before a service that rejected is started again, in milliseconds. */
const [shortestPauseMs, longestPauseMs] = [1_000, 60_000];
/** A service that ran longer than this starts again after the shortest pause, in milliseconds. */
const steadyMs = 60_000;

/** Runs services until the signal is raised; one that rejects is started again after a pause. */
export async function runServices(
  services: readonly Service[],
  signal: AbortSignal,
  logger: Logger,
): Promise<void> {
  await Promise.all(services.map((service) => keepRunning(service, signal, logger)));
}

async function keepRunning(service: Service, signal: AbortSignal, logger: Logger): Promise<void> {
  let pauseMs = shortestPauseMs;
  while (!signal.aborted) {
    const since = performance.now();
    try {
      await service.run(signal);
      return;
    } catch (error) {
      if (performance.now() - since > steadyMs) pauseMs = shortestPauseMs;
      const context = { service: service.name, pauseMs, error: loggedError(error) };
      logger.error('worker.service.failed', context);
    }
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    pauseMs = Math.min(2 * pauseMs, longestPauseMs);
  }
}
