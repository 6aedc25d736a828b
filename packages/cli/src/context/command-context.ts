import { Console } from 'node:console';
import type { Settings, SettingsWithoutDatabase } from '@wdh/config';
import type { Project } from '@wdh/job';
import { silentLogger, type Logger } from '@wdh/pipeline-core';
import type { Runs } from '@wdh/runs';
import { listenForInterruption, type Interruption } from '../host/interruption.js';
import { openDatabase, type Database } from '../host/open-database.js';
import { namesDatabase, readSettings } from '../host/read-settings.js';
import { type CommandLog, startLogging } from '../host/start-logging.js';
import { warningsOf } from '../host/warnings-of.js';
import { noProjectHere, openProject } from '../project/open-project.js';
import { processTerminal } from '../terminal/process-terminal.js';
import type { Terminal } from '../terminal/terminal.js';

/** What the commands of one process share: each part is opened when it is first used. */
export class CommandContext {
  /** Whether the result is printed as JSON, for scripts. */
  readonly isJson: boolean;
  /** Everything is printed through it. */
  readonly terminal: Terminal = processTerminal();
  readonly #config: string | undefined;
  #project: Promise<Project | null> | null = null;
  #settings: Settings | SettingsWithoutDatabase | null = null;
  #log: CommandLog | null = null;
  #interruption: Interruption | null = null;
  #database: Promise<Database> | null = null;
  #runs: Runs | null = null;

  constructor({ isJson, config }: { readonly isJson: boolean; readonly config?: string }) {
    this.isJson = isJson;
    // What the code of a project prints must not mix with the result.
    if (isJson) globalThis.console = new Console(process.stderr, process.stderr);
    this.#config = config;
  }

  /** Reads `wdh.config.ts`; null if there is none. @throws WdhError `PROJECT_NOT_LOADED`, `PROJECT_INVALID` */
  async projectIfAny(): Promise<Project | null> {
    this.#project ??= openProject(process.cwd(), this.#config);
    const project = await this.#project;
    const database = project?.database ?? null;
    if (database !== null) this.#settings ??= readSettings(database);
    return project;
  }

  /** Reads `wdh.config.ts`. @throws WdhError `PROJECT_NOT_FOUND` if there is none. */
  async project(): Promise<Project> {
    const project = await this.projectIfAny();
    if (project === null) throw noProjectHere(process.cwd());
    return project;
  }

  /** Aborted by the first SIGINT or SIGTERM. */
  get signal(): AbortSignal {
    this.#interruption ??= listenForInterruption();
    return this.#interruption.signal;
  }

  /** @throws ConfigurationError that lists every problem of the settings. */
  get settings(): Settings | SettingsWithoutDatabase {
    this.#settings ??= readSettings(null);
    return this.#settings;
  }

  /** The log of the command. */
  get logger(): Logger {
    this.#log ??= startLogging(this.settings, this.terminal, { isOnStderr: this.isJson });
    return this.#log.getLogger('wdh');
  }

  /** The log of a command that only prints a result: its warnings and errors, on stderr. */
  get warnings(): Logger {
    this.#log ??= startLogging(this.settings, this.terminal, { isOnStderr: true });
    return warningsOf(this.#log.getLogger('wdh'));
  }

  /**
   * Returns the URL of the database, with its password: that of DATABASE_URL, or that of the project;
   * starts the local server if there is none.
   */
  async connectionUrl(): Promise<string> {
    if (!namesDatabase()) await this.projectIfAny();
    // A command without a log must not print its entries beside its result.
    const logger = this.#log === null ? silentLogger : this.logger;
    this.#database ??= openDatabase(this.settings, logger);
    return (await this.#database).connectionUrl;
  }

  /** Opens the records of the runs. */
  async runs(): Promise<Runs> {
    const connectionUrl = await this.connectionUrl();
    if (this.#runs === null) {
      const { openRuns } = await import('@wdh/runs');
      this.#runs = openRuns({ connectionUrl });
    }
    return this.#runs;
  }

  /** Prints a result: as JSON with `--json`, and otherwise as the text that `show` returns. */
  async printResult(result: unknown, show: () => string): Promise<void> {
    await this.terminal.print(this.isJson ? `${JSON.stringify(result, null, 2)}\n` : `${show()}\n`);
  }

  /** Prints text to stdout; its values must not contain line breaks. */
  async printText(text: string): Promise<void> {
    await this.terminal.print(text);
  }

  /** Closes what was opened. */
  async close(): Promise<void> {
    await this.#runs?.close();
    const database = await this.#database?.catch(() => null);
    await database?.close();
    await this.#log?.close();
    await this.#log?.nameFile();
    this.#interruption?.release();
  }
}
