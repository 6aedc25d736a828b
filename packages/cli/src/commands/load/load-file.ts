import { sharedInput } from '@wdh/file-connector';
import type { CommandContext } from '../../context/command-context.js';
import { checksumOf } from '../../formats/checksum-of.js';
import { expectParsedColumns } from '../../formats/expect-parsed-columns.js';
import type { InputFormat, InspectedInput } from '../../formats/input-format.js';
import { findFormat, type Reading } from '../../formats/input-formats.js';
import { announceTyping } from '../../terminal/announce-typing.js';
import { loadWithCreate } from './create/load-with-create.js';
import type { FileLoad } from './file-load.js';
import { existingTable } from './find-table.js';
import type { LoadOptions } from './load-options.js';
import { planLoad } from './load-plan.js';
import type { LoadedFile } from './loaded-file.js';
import { withNamesInFile } from './match/names-in-file.js';
import { showAndRun } from './run-load.js';

/**
 * Loads one file: finds out how it is read, creates the table if asked, shows what it is about to
 * do, and does it.
 *
 * @throws WdhError for anything that ends it before a run is recorded.
 */
export async function loadFile(
  context: CommandContext,
  options: LoadOptions,
  input: string,
): Promise<LoadedFile> {
  await announceTyping(context.terminal, input);
  // Standard input and a download are copied once, and read several times.
  const content = sharedInput(input, { checksum: checksumOf(input, options) });
  try {
    const { name } = content;
    const format = await findFormat(content, options);
    const inspected = await format.inspect(content, options, context.signal);
    expectParsed(format, inspected, name, options);
    const named = withNamesInFile(options, inspected.names);
    const load: FileLoad = { context, options: named, content, name, inspected };
    if (options.create) return await loadWithCreate(load);
    const plan = planLoad(load, await existingTable(context, options));
    return { plan, ddl: null, isTableNew: false, outcome: await showAndRun(load, plan) };
  } finally {
    await content.close();
  }
}

/** With another delimiter, the names would be others. */
function expectParsed(
  { values }: InputFormat<Reading>,
  { names, areNamesCertain, doubt }: InspectedInput<Reading>,
  name: string,
  options: LoadOptions,
): void {
  try {
    expectParsedColumns({ name, columns: names, areNamesCertain, values }, options);
  } catch (error) {
    throw doubt ?? error;
  }
}
