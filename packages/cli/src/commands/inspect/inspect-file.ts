import { type Content, type ReadStatistics, sharedInput } from '@wdh/file-connector';
import { parseTableName } from '@wdh/postgres';
import type { CommandContext } from '../../context/command-context.js';
import { checksumOf } from '../../formats/checksum-of.js';
import { expectParsedIn } from '../../formats/expect-parsed-columns.js';
import type { AnyFileProfile, DetectedReading } from '../../formats/input-format.js';
import { findFormat, formatOf, type Reading } from '../../formats/input-formats.js';
import { printDdl } from '../../generate/print-ddl.js';
import { printDrizzle } from '../../generate/print-drizzle.js';
import { printValibot } from '../../generate/print-valibot.js';
import { designTable } from '../../generate/table-design.js';
import { withHeaderAdvice } from '../../reading/with-header-advice.js';
import { tableWidth } from '../../table/table-width.js';
import { announceTyping } from '../../terminal/announce-typing.js';
import { createProgressDisplay } from '../../terminal/progress-display.js';
import { ProgressReporter } from '../../terminal/progress-reporter.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { InspectOptions } from './inspect-options.js';
import { malformedNotes, showProfile } from './show-profile.js';

const printers = { ddl: printDdl, drizzle: printDrizzle, valibot: printValibot } as const;

/** Reads a whole file, and prints what it contains or code for it. */
export async function inspectFile(
  context: CommandContext,
  file: string,
  options: InspectOptions,
): Promise<number> {
  const table = options.table === undefined ? undefined : parseTableName(options.table);
  const { terminal } = context;
  await announceTyping(terminal, file);
  const { profile, notes } = await readInput(file, options, context);
  const kinds = (['ddl', 'drizzle', 'valibot'] as const).filter((kind) => options[kind] === true);
  const design = kinds.length === 0 ? null : designTable(profile, table);
  const code = Object.fromEntries(
    design === null ? [] : kinds.map((kind) => [kind, printers[kind](design)]),
  );
  // The code may be written to a file: notes are no part of it.
  if (design !== null && !context.isJson) {
    for (const note of [...malformedNotes(profile), ...notes]) await terminal.complain(note);
  }
  await context.printResult({ ...profile, notes, ...code }, () =>
    design === null
      ? showProfile(profile, notes, tableWidth())
      : Object.values(code).join('\n').trimEnd(),
  );
  return 0;
}

/** Detects how an input is read, and reads it: a download, or the standard input, is copied once. */
async function readInput(
  file: string,
  options: InspectOptions,
  { signal, terminal }: CommandContext,
): Promise<{ readonly profile: AnyFileProfile; readonly notes: readonly string[] }> {
  const input = sharedInput(file, { checksum: checksumOf(file, options) });
  try {
    const format = await findFormat(input, options);
    const detected = await format.detect(input, input.name, options);
    const profile = await profileOf(input, detected, signal, terminal);
    expectParsedIn(profile, format, options);
    return { profile, notes: detected.notes };
  } finally {
    await input.close();
  }
}

async function profileOf(
  input: Content,
  detected: DetectedReading<Reading>,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<AnyFileProfile> {
  const progress = new ProgressReporter(createProgressDisplay(terminal));
  let totalBytes: number | null = null;
  const listening = {
    signal,
    onProgress: (read: { readonly totalBytes: number | null }) => {
      ({ totalBytes } = read);
    },
    onBatch: ({ rows, malformed, bytesRead }: ReadStatistics) => {
      progress.onProgress({ phase: 'read', rows, rejected: malformed, bytesRead, totalBytes });
    },
  };
  try {
    return await formatOf(detected.reading).profile(input, detected, listening);
  } catch (error) {
    throw withHeaderAdvice(error, (line) => `skip it: --skip-lines ${line} --no-header`);
  } finally {
    progress.end();
  }
}
