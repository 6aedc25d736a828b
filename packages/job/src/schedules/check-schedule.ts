import { zoneNamed, type ZoneRules } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import { isJob } from '../declare/is-job.js';
import { cronProblem } from './cron-problem.js';
import { overlapRules } from './schedule.js';

/**
 * Checks a declaration, which may come from JavaScript or from a file whose types nothing has checked, and
 * returns the rules of its zone.
 *
 * @throws WdhError `SCHEDULE_INVALID` (usage) that names every problem.
 */
export function checkSchedule(declaration: object): ZoneRules {
  const given: Readonly<Record<string, unknown>> = { ...declaration };
  const { job, timezone, overlap = 'skip', catchUpWithinMs = 0, request = {} } = given;
  const name = given['name'] ?? (isJob(job) ? job.name : undefined);
  const zone = typeof timezone === 'string' ? zoneNamed(timezone) : null;
  const problems = [
    isName(name)
      ? null
      : 'its name must be lower-case words with underscores or hyphens, such as strikes_nightly',
    isJob(job) ? null : 'its job must be what defineJob returns',
    cronProblem(given['cron']),
    zone === null ? zoneProblem(timezone) : null,
    overlapRules.some((rule) => rule === overlap)
      ? null
      : `its overlap must be one of ${overlapRules.join(', ')}`,
    typeof catchUpWithinMs === 'number' && catchUpWithinMs >= 0 && Number.isFinite(catchUpWithinMs)
      ? null
      : 'its catchUpWithinMs must be a number of milliseconds from 0',
    ['object', 'function'].includes(typeof request) && request !== null
      ? null
      : 'its request must be the request of a run, or a function that returns one',
  ].filter((problem) => problem !== null);
  if (problems.length > 0 || zone === null) throw invalidSchedule(name, problems);
  return zone;
}

function zoneProblem(timezone: unknown): string {
  const given = typeof timezone === 'string' ? ` ${JSON.stringify(timezone.slice(0, 60))}` : '';
  return `its timezone${given} must be a name of the zone database, such as Asia/Shanghai, or UTC`;
}

function isName(name: unknown): boolean {
  return (
    typeof name === 'string' && /^[a-z][a-z\d]*(?:[_-][a-z\d]+)*$/.test(name) && name.length <= 90
  );
}

/** Creates the error of a declaration. */
export function invalidSchedule(name: unknown, problems: readonly string[]): WdhError {
  const named = typeof name === 'string' ? ` "${name}"` : '';
  return new WdhError(`The declaration of schedule${named} is invalid: ${problems.join('; ')}.`, {
    code: 'SCHEDULE_INVALID',
    category: 'usage',
  });
}
