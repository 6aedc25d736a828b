import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { HeartbeatStart } from './heartbeat-messages.js';

/**
 * Starts the thread of the heartbeat.
 *
 * In a build, its module is started as it is. From the sources, as in tests, a thread does not inherit
 * the loader for TypeScript, so it loads that first.
 */
export function startThread(workerData: HeartbeatStart): Worker {
  return import.meta.url.endsWith('.ts')
    ? new Worker(fromSource('./heartbeat-thread.ts'), { workerData, execArgv: sourceConditions })
    : new Worker(new URL('./heartbeat-thread.js', import.meta.url), { workerData });
}

/** Our packages are resolved to their sources too. */
const sourceConditions = ['--conditions=@wdh/source'];

function fromSource(path: string): URL {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = new URL('./dist/esm/api/index.mjs', tsx).href;
  const module = new URL(path, import.meta.url).href;
  const code = `import { register } from '${loader}'; register(); await import('${module}');`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
