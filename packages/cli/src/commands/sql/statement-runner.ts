import { WdhError } from '@wdh/pipeline-core';
import type { ServerComplaint, StatementSession } from '@wdh/postgres';
import { CsvFormat } from './formats/csv-format.js';
import { JsonFormat } from './formats/json-format.js';
import type { ResultFormat } from './formats/result-format.js';
import { TableFormat } from './formats/table-format.js';
import { firstWord } from './split-statements.js';
import { writeResult } from './write-result.js';

const formats = {
  table: () => new TableFormat(),
  csv: () => new CsvFormat(),
  json: () => new JsonFormat(),
} satisfies Record<string, () => ResultFormat>;

/** How results are printed. */
export type FormatName = keyof typeof formats;

/** Runs statements, and prints their results. */
export class StatementRunner {
  readonly #session: StatementSession;
  readonly #format: FormatName;

  constructor(session: StatementSession, format: FormatName) {
    this.#session = session;
    this.#format = format;
  }

  /**
   * Runs one statement, prints its result, and returns the server's complaint, if any.
   *
   * @throws WdhError `STATEMENT_NOT_SUPPORTED` as {@link requireSupported}; those of a lost connection.
   */
  async run(statement: string): Promise<ServerComplaint | null> {
    requireSupported(statement);
    const format = formats[this.#format]();
    const outcome = await this.#session.run(statement, (rows, columns) =>
      writeResult(format.rows(rows, columns)),
    );
    if (outcome.kind === 'done') {
      await writeResult(format.end(outcome.result));
      return null;
    }
    await writeResult(format.abandon());
    return outcome.complaint;
  }
}

/**
 * Refuses what the session cannot run.
 *
 * @throws WdhError `STATEMENT_NOT_SUPPORTED`.
 */
export function requireSupported(statement: string): void {
  if (firstWord(statement) === 'copy') {
    throw notSupported(
      'COPY is not available here. Use wdh sql --csv to write rows, wdh load to read them, or wdh db psql.',
    );
  }
  if (statement.includes('\0')) {
    throw notSupported('A statement contains a NUL character, which PostgreSQL does not accept.');
  }
}

function notSupported(summary: string): WdhError {
  return new WdhError(summary, { code: 'STATEMENT_NOT_SUPPORTED', category: 'usage' });
}
