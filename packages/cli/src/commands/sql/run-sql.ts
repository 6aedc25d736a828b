import { isUtf8 } from 'node:buffer';
import { buffer } from 'node:stream/consumers';
import { WdhError } from '@wdh/pipeline-core';
import { parseConnectionUrl, StatementSession } from '@wdh/postgres';
import type { CommandContext } from '../../context/command-context.js';
import { complain } from '../../terminal/print.js';
import { metaCommand } from './meta-command.js';
import { runBatch, statementsOf } from './run-batch.js';
import { runPrompt } from './run-prompt.js';
import { requireSupported, StatementRunner } from './statement-runner.js';

const deadlineMs = 30_000;

/** The options of `wdh sql`. */
export interface SqlOptions {
  readonly write: boolean;
  readonly csv: boolean;
}

/** Runs the statements of the argument or of standard input, or else a prompt. */
export async function runSql(
  context: CommandContext,
  { write, csv }: SqlOptions,
  [argument]: readonly string[],
): Promise<number> {
  if (csv && context.isJson) throw usage('Choose one of --csv and --json.');
  const statements = await givenStatements(argument);
  if (statements?.length === 0) return 0;
  statements?.forEach(requireSupported);
  const session = await StatementSession.open(parseConnectionUrl(await context.connectionUrl()), {
    applicationName: 'wdh sql',
    isReadOnly: !write,
    deadlineMs,
    onNotice: (severity, message) => void complain(`${severity}: ${message}`),
  });
  try {
    const format = csv ? 'csv' : context.isJson ? 'json' : 'table';
    const runner = new StatementRunner(session, format);
    if (statements === null)
      return await runPrompt(context, { runner, session, isReadOnly: !write });
    return await runBatch(context, statements, { runner, session });
  } finally {
    await session.close();
  }
}

/** Null: they are typed at the prompt. */
async function givenStatements(argument: string | undefined): Promise<readonly string[] | null> {
  if (argument === undefined) {
    return process.stdin.isTTY ? null : statementsOf(decode(await buffer(process.stdin)));
  }
  if (argument.trimStart().startsWith('\\')) {
    const command = metaCommand(argument);
    if (command.kind === 'run') return command.statements;
    throw usage('Of the commands with a backslash, only \\dt and \\d NAME can be an argument.');
  }
  const statements = statementsOf(argument);
  if (statements.length === 0) throw usage('The argument contains no statement.');
  return statements;
}

/** Replaced characters would be stored. */
function decode(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw usage('The standard input is not UTF-8. Convert it first, such as by iconv -t UTF-8.');
}

function usage(summary: string): WdhError {
  return new WdhError(summary, { code: 'USAGE', category: 'usage' });
}
