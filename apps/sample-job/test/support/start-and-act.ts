import {
  call,
  FaultNotInjectedError,
  type NetworkProxy,
  type RunningProcess,
  type Trigger,
} from '@wdh/fault-injection';
import type { JobTrial, TrialOptions } from './job-trial.js';

/**
 * Starts to load `in.csv` over a proxy, and acts on the job once, when the proxy sees the trigger.
 * The job loads by COPY, whose messages are the triggers.
 *
 * @throws FaultNotInjectedError with the final output of a job that ended before the trigger
 */
export async function startAndAct(
  trial: JobTrial,
  proxy: NetworkProxy,
  when: Trigger,
  act: (job: RunningProcess) => void,
  options: TrialOptions = {},
): Promise<RunningProcess> {
  const env = { DATABASE_URL: proxy.url, ...options.env };
  const job = trial.start({ args: ['--input', 'in.csv', '--on-error', 'stop'], ...options, env });
  const fault = proxy.inject(
    call(when, () => {
      act(job);
    }),
    { times: 1 },
  );
  await Promise.race([fault.fired, job.end(60_000)]);
  if (fault.firedCount > 0) return job;
  throw new FaultNotInjectedError(`the job ended before: ${job.stderr}${job.stdout.slice(-1000)}`);
}
