import { WdhError } from '@wdh/pipeline-core';
import type { TableDescription } from '@wdh/warehouse-loader';
import type { CommandContext } from '../../../context/command-context.js';
import { showMany } from '../../../table/show-values.js';
import type { FileLoad } from '../file-load.js';
import { existingTable, findTable } from '../find-table.js';
import { planLoad } from '../load-plan.js';
import type { LoadedFile } from '../loaded-file.js';
import { say } from '../report/say.js';
import { runLoad, showAndRun } from '../run-load.js';
import { createTable } from './create-table.js';
import { descriptionOf } from './description-of.js';
import { dropEmptyTable } from './drop-empty-table.js';
import { designNewTable, nameOf, type NewTable } from './new-table.js';
import { expectFits } from './table-differences.js';

/**
 * Loads a file into a table that is created for it. A table that exists already must fit.
 *
 * @throws WdhError `CREATE_NOT_CONFIRMED` (usage), and those of the parts
 */
export async function loadWithCreate(load: FileLoad): Promise<LoadedFile> {
  const { context, options, name } = load;
  const wanted = await designNewTable(load);
  // What is wrong with the options is an error before anything is created.
  planLoad(load, descriptionOf(wanted));
  const isAsked = !options.yes && options.dryRun !== true;
  // The standard input cannot be the file and the answer.
  if (isAsked && (!context.terminal.canAsk || name === 'stdin')) {
    await say(context, wanted.ddl);
    throw notConfirmed(
      'There is no terminal to ask whether to create the table. Give --yes to create it without a question; nothing was created.',
    );
  }
  const found = await findTable(context, options);
  if (found !== null) return loadExisting(load, wanted, found);
  await say(context, `${wanted.ddl}\n`);
  if (options.dryRun === true) return rehearse(load, wanted);
  const question = `Create ${nameOf(wanted)} and load ${name}?`;
  if (isAsked && !(await context.terminal.confirm(question, context.signal))) {
    throw notConfirmed('The table was not created, and nothing was loaded.');
  }
  const isTableNew = await createTable(await context.connectionUrl(), wanted);
  if (isTableNew) return loadNew(load, wanted);
  // Another process was faster.
  return loadExisting(load, wanted, await existingTable(context, options));
}

async function loadExisting(
  load: FileLoad,
  wanted: NewTable,
  table: TableDescription,
): Promise<LoadedFile> {
  const plan = planLoad(load, table);
  expectFits(load.name, wanted, table, plan.params.columns);
  await say(load.context, `${table.name} exists and fits the file: it is not created.\n`);
  const outcome = await showAndRun(load, plan);
  return { plan, ddl: wanted.ddl, isTableNew: false, outcome };
}

async function rehearse({ context }: FileLoad, { ddl, profile }: NewTable): Promise<LoadedFile> {
  const { rows, malformed } = profile;
  const bad = malformed.count === 0 ? '' : `, and ${malformed.count} malformed records`;
  await say(context, `A dry run: the table for ${showMany(rows, 'row')}${bad} was not created.\n`);
  return { plan: null, ddl, isTableNew: false, outcome: null };
}

/** Loads into a table that was just created, and drops it again if nothing was loaded. */
async function loadNew(load: FileLoad, wanted: NewTable): Promise<LoadedFile> {
  const { context } = load;
  // Its types are those of the options, perhaps in other words: numeric(5) is numeric(5,0).
  const { columns: _, ...options } = load.options;
  let isLoaded = false;
  try {
    const plan = planLoad({ ...load, options }, await existingTable(context, options));
    let outcome = await showAndRun(load, plan);
    // An earlier table of this name had the content; the new one does not.
    if (outcome.status === 'skipped') outcome = await runLoad(load, plan, { force: true });
    isLoaded = outcome.status === 'success';
    return { plan, ddl: wanted.ddl, isTableNew: true, outcome };
  } finally {
    if (!isLoaded) await dropNew(context, wanted);
  }
}

async function dropNew(context: CommandContext, wanted: NewTable): Promise<void> {
  const { table } = wanted;
  // The error of the load is more important than one of clearing up.
  const isDropped = await dropEmptyTable(await context.connectionUrl(), table).catch(() => false);
  const what = isDropped ? 'was dropped again' : 'remains, without rows of this load';
  await say(context, `The new table ${nameOf(wanted)} ${what}.\n`);
}

function notConfirmed(summary: string): WdhError {
  return new WdhError(summary, { code: 'CREATE_NOT_CONFIRMED', category: 'usage' });
}
