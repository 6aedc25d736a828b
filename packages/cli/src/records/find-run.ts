import { WdhError } from '@wdh/pipeline-core';
import type { Run, Runs } from '@wdh/runs';
import { shortIds } from '../table/short-ids.js';

/** Most ids that an error lists. */
const shown = 5;

/** The beginning of the ids that runs get by default. */
const usual = 'exec_';

/**
 * Finds a run by its id, by the beginning of its id if no other id has it, or by `latest`.
 *
 * @param runs - Null: there are no records.
 * @throws WdhError `RUN_NOT_FOUND` or `RUN_AMBIGUOUS` (usage) that names the closest runs.
 */
export async function findRun(runs: Runs | null, name: string): Promise<Run> {
  if (runs === null) throw notFound('There are no runs yet');
  if (name === 'latest') return latest(runs);
  const exact = await runs.getRun(name);
  if (exact !== null) return exact;
  const found = await runsBeginning(runs, name);
  const [first] = found;
  const run = first === undefined ? null : await runs.getRun(first);
  if (run !== null && found.length === 1) return run;
  if (found.length > 1) throw ambiguous(name, found);
  const close = await closestRuns(runs, name);
  const meant = close.length === 0 ? 'wdh runs lists them' : `did you mean ${close.join(', ')}?`;
  throw notFound(`There is no run ${name} (${meant})`);
}

async function latest(runs: Runs): Promise<Run> {
  const [last] = (await runs.listRuns({ limit: 1 })).items;
  const run = last === undefined ? null : await runs.getRun(last.executionId);
  if (run === null) throw notFound('There are no runs yet');
  return run;
}

/** Returns the ids that begin with a text, or with the text after `exec_`; a few more than an error lists. */
async function runsBeginning(runs: Runs, beginning: string): Promise<readonly string[]> {
  if (beginning === '') return [];
  const found: string[] = [];
  for (const text of new Set([beginning, `${usual}${beginning}`])) {
    let cursor: string | undefined;
    do {
      // The filter also finds runs whose error contains the text.
      const page = await runs.listRuns({
        text,
        limit: 100,
        ...(cursor === undefined ? {} : { cursor }),
      });
      found.push(
        ...page.items.map(({ executionId }) => executionId).filter((id) => id.startsWith(text)),
      );
      cursor = page.next ?? undefined;
    } while (cursor !== undefined && found.length <= shown);
  }
  return [...new Set(found)];
}

/** Shortens the text until a few runs begin with it. */
async function closestRuns(runs: Runs, name: string): Promise<readonly string[]> {
  const least = name.startsWith(usual) ? usual.length + 3 : 3;
  for (let length = name.length - 1; length >= least; length = Math.floor(length * 0.8)) {
    const found = await runsBeginning(runs, name.slice(0, length));
    if (found.length > 0) return found.slice(0, shown);
  }
  return [];
}

function ambiguous(name: string, ids: readonly string[]): WdhError {
  const listed = shortIds(ids).slice(0, shown).join(', ');
  const more = ids.length > shown ? ' and others' : '';
  return new WdhError(
    `More than one run begins with ${name}: ${listed}${more}. Write more of the id.`,
    { code: 'RUN_AMBIGUOUS', category: 'usage' },
  );
}

function notFound(problem: string): WdhError {
  return new WdhError(`${problem}.`.replace(/\?\)\.$/, '?)'), {
    code: 'RUN_NOT_FOUND',
    category: 'usage',
  });
}
