import { createHash } from 'node:crypto';

/** Characters of a name that PostgreSQL keeps. */
const mostKept = 63;

/** Application name of the connection that holds the record of a run. */
export const recordSessionName = (executionId: string): string => nameOf('wdh run ', executionId);

/** Application name of the connection that loads the rows of a run. */
export const loadSessionName = (executionId: string): string => nameOf('wdh load ', executionId);

/** What every name of {@link loadSessionName} begins with. */
export const loadSessionPrefix = 'wdh load ';

/**
 * PostgreSQL cuts names, and replaces characters beyond ASCII: a hash keeps names of different runs
 * different, because the sessions of a run are found by them.
 */
function nameOf(prefix: string, executionId: string): string {
  const name = `${prefix}${executionId}`;
  if (/^[\x20-\x7e]*$/.test(name) && name.length <= mostKept) return name;
  const hash = createHash('sha256').update(executionId).digest('hex').slice(0, 16);
  const kept = executionId.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 30);
  return `${prefix}${kept}~${hash}`;
}
