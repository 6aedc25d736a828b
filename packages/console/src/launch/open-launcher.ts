import { silentLogger } from '@wdh/pipeline-core';
import type { ConsoleOptions } from '../console-options.js';
import { checkUnmoved } from '../inputs/check-unmoved.js';
import { ProcessLauncher } from './here/process-launcher.js';
import type { Launcher } from './launcher.js';
import { QueueLauncher } from './queue-launcher.js';

/** Runs of this process at the same time. */
const defaultParallel = 2;

/**
 * Opens what starts the runs of a console: its queue, or this process. Null: neither is there, and the
 * console only shows runs.
 */
export function openLauncher(options: ConsoleOptions): Launcher | null {
  const { runs, database, project, queue, launch, logger = silentLogger } = options;
  const connectionUrl = launch?.connectionUrl ?? queue?.connectionUrl;
  if (connectionUrl === undefined) return null;
  const here = new ProcessLauncher({
    ...{ runs, database, connectionUrl, logger, jobs: project.jobs },
    parallel: launch?.parallel ?? defaultParallel,
    checkInput: (input) => checkUnmoved(project.inputs, input),
  });
  return queue === undefined ? here : new QueueLauncher(queue, here);
}
