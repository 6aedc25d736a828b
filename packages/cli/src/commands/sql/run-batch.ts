import { exitCodes, WdhError } from '@wdh/pipeline-core';
import type { ServerComplaint, StatementSession } from '@wdh/postgres';
import type { CommandContext } from '../../context/command-context.js';
import { signalExitCodes } from '../../outcome/exit-code.js';
import { InterruptedError } from '../../outcome/interrupted-error.js';
import { complain } from '../../terminal/print.js';
import { showComplaint } from './show-complaint.js';
import { splitStatements } from './split-statements.js';
import type { StatementRunner } from './statement-runner.js';
import { OutputClosedError, writeResult } from './write-result.js';

/** Returns the statements of a text; the last one needs no semicolon. */
export function statementsOf(text: string): readonly string[] {
  const { statements, rest } = splitStatements(text.replace(/^\uFEFF/, ''));
  return rest === '' ? statements : [...statements, rest.trimEnd()];
}

/**
 * Runs statements until one is refused, and returns the exit code. A signal cancels the running one
 * on the server.
 *
 * @throws WdhError `TRANSACTION_OPEN` if the last transaction was not ended.
 */
export async function runBatch(
  context: CommandContext,
  statements: readonly string[],
  { runner, session }: { readonly runner: StatementRunner; readonly session: StatementSession },
): Promise<number> {
  const { signal } = context;
  const cancel = (): void => {
    // A session that cannot be cancelled ends with the process, at the second signal.
    session.cancel().catch(() => undefined);
  };
  signal.addEventListener('abort', cancel);
  try {
    for (const [at, statement] of statements.entries()) {
      signal.throwIfAborted();
      const complaint = await runner.run(statement);
      if (complaint === null) continue;
      await report(context, complaint, { statement, number: at + 1, total: statements.length });
      return exitCodeOf(complaint, signal);
    }
    if (await session.isInTransaction()) throw transactionOpen();
    return 0;
  } catch (error) {
    if (error instanceof OutputClosedError) return 0;
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

interface Place {
  readonly statement: string;
  readonly number: number;
  readonly total: number;
}

async function report(
  { isJson }: CommandContext,
  complaint: ServerComplaint,
  { statement, number, total }: Place,
): Promise<void> {
  if (isJson) {
    const { sqlState: code, severity, message, detail, hint, position } = complaint;
    const error = { code, severity, message, detail, hint, position, statement: number };
    await writeResult(`${JSON.stringify({ error })}\n`);
    return;
  }
  const which = total === 1 ? '' : `\n(statement ${number} of ${total}; the rest was not run)`;
  await complain(`${showComplaint(complaint, statement)}${which}`);
}

function exitCodeOf({ category }: ServerComplaint, signal: AbortSignal): number {
  const reason: unknown = signal.reason;
  if (reason instanceof InterruptedError) return signalExitCodes[reason.signalName];
  return exitCodes[category];
}

function transactionOpen(): WdhError {
  return new WdhError(
    'The last transaction was not ended, so it is rolled back. End it with commit; or rollback;.',
    { code: 'TRANSACTION_OPEN', category: 'usage' },
  );
}
