import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { exitCodes, WdhError } from '@wdh/pipeline-core';
import { showDataLoss } from '../catalog/stored-data.js';
import type { ComparedMigration } from '../compare-folder.js';
import type { MigrationFolder } from '../folder/migration-folder.js';
import { migrateDown } from '../migrate-down.js';
import { migrateUp } from '../migrate-up.js';
import { migrationStatus } from '../migration-status.js';
import { verifyMigrations } from '../verify-migrations.js';
import { escapeControls, escapeLines } from './escape-controls.js';
import { migrateHelp, type MigrateArguments, parseMigrateArguments } from './migrate-arguments.js';

/** Options of the command, besides its arguments. */
export interface MigrateCommandOptions {
  /**
   * Migrations that are always included, before those of `--folder`. A function is called if the
   * database is needed, with its URL.
   */
  readonly folders:
    readonly MigrationFolder[] | ((connectionUrl: string) => Promise<readonly MigrationFolder[]>);
  /**
   * The database, unless `--url-file` names another. A function is called only if the database is
   * needed: not for `--help` or invalid arguments. Its errors are rethrown.
   */
  readonly connectionUrl?: string | (() => Promise<string>) | undefined;
  /** Receives the output. Default: standard output. */
  readonly print?: ((text: string) => void) | undefined;
  /** Receives errors. Default: standard error. */
  readonly complain?: ((text: string) => void) | undefined;
}

/**
 * Runs `up`, `down [n]`, `status` or `verify` and prints the result.
 *
 * The connection URL comes from the caller, from a file or from standard input, and not from an
 * argument, which every user of the machine can see.
 *
 * @param args - The arguments after the name of the program.
 * @returns the exit code: 0 for success, otherwise by the category of the error.
 * @example
 * process.exitCode = await runMigrateCommand(process.argv.slice(2), { folders, connectionUrl });
 */
export async function runMigrateCommand(
  args: readonly string[],
  options: MigrateCommandOptions,
): Promise<number> {
  const print = options.print ?? ((line) => void process.stdout.write(line));
  const complain = options.complain ?? ((line) => void process.stderr.write(line));
  const thrownByCaller = new Set<unknown>();
  const connectionUrl = async (): Promise<string | undefined> => {
    const given = options.connectionUrl;
    if (typeof given !== 'function') return given;
    return given().catch((error: unknown) => {
      thrownByCaller.add(error);
      throw error;
    });
  };
  try {
    const asked = parseMigrateArguments(args);
    const { result, text } = await answer(asked, { folders: options.folders, connectionUrl });
    print(asked.json ? json(result) : `${text}\n`);
    return 0;
  } catch (error) {
    if (thrownByCaller.has(error)) throw error;
    const { code, message, exitCode } = failure(error);
    if (args.includes('--json')) print(json({ error: { code, message } }));
    else complain(`${escapeLines(message)}\n`);
    return exitCode;
  }
}

function failure(error: unknown): { code: string; message: string; exitCode: number } {
  if (error instanceof WdhError) {
    const { code, message, category } = error;
    return { code, message, exitCode: exitCodes[category] };
  }
  const name = error instanceof Error ? escapeControls(error.name) : typeof error;
  const message = `[INTERNAL] The command failed with ${name}.`;
  return { code: 'INTERNAL', message, exitCode: exitCodes.internal };
}

/** Control characters and the like, which names of files may have, are escaped as JSON allows. */
const json = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).split('\n').map(escapeControls).join('\n')}\n`;

interface Known {
  readonly folders: MigrateCommandOptions['folders'];
  readonly connectionUrl: () => Promise<string | undefined>;
}

/** What a command found out, for scripts and for people. */
interface Answer {
  readonly result: unknown;
  readonly text: string;
}

async function answer(asked: MigrateArguments, options: Known): Promise<Answer> {
  const { action, steps, force } = asked;
  if (action === 'help') return { result: { help: migrateHelp }, text: migrateHelp };
  const connectionUrl = await findConnectionUrl(asked, options);
  const known =
    typeof options.folders === 'function' ? await options.folders(connectionUrl) : options.folders;
  const target = { connectionUrl, folders: [...known, ...asked.folders] };
  switch (action) {
    case 'up': {
      const result = await migrateUp(target);
      return { result, text: listed('applied', result.applied) };
    }
    case 'down': {
      const result = await migrateDown({ ...target, steps, force });
      const { reverted, lost } = result;
      const loss =
        lost.length === 0 ? '' : `\n${escapeControls(`Destroyed: ${showDataLoss(lost)}.`)}`;
      return { result, text: `${listed('reverted', reverted)}${loss}` };
    }
    case 'status': {
      const result = await migrationStatus(target);
      return { result, text: result.map(line).join('\n') };
    }
    case 'verify': {
      const result = await verifyMigrations(target);
      const { applied, isCatalogCompared } = result;
      const catalog = isCatalogCompared
        ? 'tables are unchanged since'
        : 'tables were not compared, because an earlier version applied some';
      const text = `verified: all ${applied} migrations are applied, and the ${catalog}.`;
      return { result, text };
    }
  }
}

const listed = (done: string, migrations: readonly { folder: string; file: string }[]): string =>
  migrations.length === 0
    ? `no migrations ${done}`
    : migrations
        .map(({ folder, file }) => escapeControls(`${done.padEnd(8)}  ${folder}  ${file}`))
        .join('\n');

const line = ({ state, folder, file, appliedAt }: ComparedMigration): string =>
  escapeControls(
    [state.padEnd(8), folder, file, ...(appliedAt === null ? [] : [appliedAt])].join('  '),
  );

async function findConnectionUrl(
  { urlFile }: MigrateArguments,
  { connectionUrl }: Known,
): Promise<string> {
  if (urlFile === '-') return (await text(process.stdin)).trim();
  if (urlFile === undefined) {
    const known = await connectionUrl();
    if (known !== undefined) return known;
    throw new WdhError('Name the database: --url-file FILE, or - for standard input.', {
      code: 'USAGE',
      category: 'usage',
    });
  }
  try {
    return (await readFile(urlFile, 'utf8')).trim();
  } catch (error) {
    throw new WdhError(`The connection URL cannot be read from ${urlFile}.`, {
      code: 'URL_FILE_UNREADABLE',
      category: 'file',
      cause: error,
    });
  }
}
