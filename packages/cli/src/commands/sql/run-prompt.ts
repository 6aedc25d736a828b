import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { StatementSession } from '@wdh/postgres';
import type { CommandContext } from '../../context/command-context.js';
import { complain, print } from '../../terminal/print.js';
import { hasSecret, historySize, readHistory, writeHistory } from './history.js';
import { metaCommand } from './meta-command.js';
import { showComplaint } from './show-complaint.js';
import { splitStatements } from './split-statements.js';
import type { StatementRunner } from './statement-runner.js';

/** What a prompt needs. */
export interface PromptParts {
  readonly runner: StatementRunner;
  readonly session: StatementSession;
  readonly isReadOnly: boolean;
}

/** Reads statements from the terminal, runs them, and prints their results. */
class Prompt {
  readonly #parts: PromptParts;
  readonly #lines: Interface;
  #input = '';
  #isRunning = false;
  #isOver = false;
  #history: readonly string[];
  /** Lines of inputs that contain a password, which may be in the line after the word. */
  readonly #secretLines = new Set<string>();

  constructor(parts: PromptParts, history: string[]) {
    this.#parts = parts;
    this.#history = history;
    const { stdin: input, stdout: output } = process;
    const options = { history, historySize, removeHistoryDuplicates: true };
    this.#lines = createInterface({ input, output, terminal: true, ...options });
    this.#lines.on('history', (lines) => (this.#history = [...lines]));
    this.#lines.on('SIGINT', () => {
      void this.interrupt();
    });
  }

  /** Cancels the running statement, or clears the input. */
  async interrupt(): Promise<void> {
    if (this.#isRunning) {
      await this.#parts.session.cancel().catch((error: unknown) => complain(messageOf(error)));
      return;
    }
    this.#input = '';
    this.#lines.write(null, { ctrl: true, name: 'e' });
    this.#lines.write(null, { ctrl: true, name: 'u' });
    process.stdout.write('^C\n');
    this.#ask();
  }

  /** The lines that were typed, the latest first, without secrets. */
  get history(): readonly string[] {
    return this.#history.filter((line) => !this.#secretLines.has(line));
  }

  end(): void {
    this.#isOver = true;
    this.#lines.close();
  }

  async run(): Promise<void> {
    this.#ask();
    for await (const line of this.#lines) {
      this.#isRunning = true;
      await this.#take(line);
      this.#isRunning = false;
      if (this.#isOver) break;
      this.#ask();
    }
    this.#lines.close();
  }

  #ask(): void {
    const sign = this.#parts.isReadOnly ? '>' : '#';
    this.#lines.setPrompt(this.#input === '' ? `wdh=${sign} ` : `wdh-${sign} `);
    this.#lines.prompt();
  }

  async #take(line: string): Promise<void> {
    if (this.#input === '' && line.trimStart().startsWith('\\')) {
      const command = metaCommand(line);
      if (command.kind === 'quit') this.end();
      else if (command.kind === 'print') await print(command.text);
      else await this.#runAll(command.statements);
      return;
    }
    const input = `${this.#input}${line}\n`;
    if (hasSecret(input)) for (const one of input.split('\n')) this.#secretLines.add(one);
    // Without a semicolon none ends: splitting all of it again would be slow for a long paste.
    if (this.#input !== '' && !line.includes(';')) {
      this.#input = input;
      return;
    }
    const { statements, rest } = splitStatements(input);
    this.#input = rest;
    await this.#runAll(statements);
  }

  async #runAll(statements: readonly string[]): Promise<void> {
    for (const statement of statements) {
      try {
        const complaint = await this.#parts.runner.run(statement);
        if (complaint === null) continue;
        await complain(showComplaint(complaint, statement));
      } catch (error) {
        if (this.#parts.session.isLost) throw error;
        await complain(messageOf(error));
      }
      // What follows in the same line may depend on it.
      return;
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'An unknown error occurred.';
}

/** Runs the prompt until \q or Ctrl+D, and keeps its history. */
export async function runPrompt(context: CommandContext, parts: PromptParts): Promise<number> {
  const file = path.join(context.settings.wdhHome, 'sql_history');
  const mode = parts.isReadOnly ? 'Read-only; --write allows changes.' : 'Changes are allowed.';
  await print(`${mode} Statements end with ;. \\? shows help, \\q quits.\n`);
  const prompt = new Prompt(parts, await readHistory(file));
  const { signal } = context;
  // From another process: Ctrl+C is a key of the prompt.
  const end = (): void => {
    prompt.end();
    parts.session.cancel().catch(() => undefined);
  };
  signal.addEventListener('abort', end);
  try {
    await prompt.run();
    signal.throwIfAborted();
    return 0;
  } finally {
    signal.removeEventListener('abort', end);
    await writeHistory(file, prompt.history).catch((error: unknown) => complain(messageOf(error)));
  }
}
