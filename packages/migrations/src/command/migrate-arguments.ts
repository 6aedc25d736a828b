import { parseArgs } from 'node:util';
import { WdhError } from '@wdh/pipeline-core';
import type { MigrationFolder } from '../folder/migration-folder.js';

/** The parsed arguments of the command. */
export interface MigrateArguments {
  readonly action: 'up' | 'down' | 'status' | 'verify' | 'help';
  /** Number of migrations to revert. */
  readonly steps: number;
  readonly force: boolean;
  /** Whether the result is printed as JSON. */
  readonly json: boolean;
  readonly folders: readonly MigrationFolder[];
  /** File that contains the connection URL, `-` for standard input; undefined if not set. */
  readonly urlFile: string | undefined;
}

/** The output of `--help`. */
export const migrateHelp = `Usage: wdh-migrate <up | down [n] | status | verify> [options]

  up        apply all pending migrations
  down [n]  revert the last n migrations, 1 by default, all of them or none
  status    list the migrations: applied, pending, edited, missing or late
  verify    fail unless the database is exactly as the migrations define it

  --url-file <file>      file with postgres://user:password@host:port/database; - for
                         standard input
  --folder <name=path>   a folder of migrations, after the built-in ones; may be repeated
  --force                allow down to destroy data
  --json                 print the result as JSON, for scripts
  --help                 show this

Exit codes: 0 done, 1 internal error, 2 usage, 3 database unreachable, 4 data, 5 schema or
migration, 6 locked by others, 7 file or disk.`;

const actions = ['up', 'down', 'status', 'verify'] as const;

/**
 * Reads the arguments of the command.
 *
 * @throws WdhError `USAGE` with the reason.
 */
export function parseMigrateArguments(args: readonly string[]): MigrateArguments {
  const { values, positionals } = parse(args);
  const { force = false, json = false, folder = [], 'url-file': urlFile } = values;
  const given = { force, json, folders: folder.map(parseFolder), urlFile };
  if (values.help === true) return { ...given, action: 'help', steps: 1 };
  const [word, steps = '1', ...rest] = positionals;
  const action = actions.find((one) => one === word);
  if (action === undefined) {
    throw usage(
      word === undefined
        ? 'Name a command: up, down, status or verify'
        : `Unknown command ${JSON.stringify(word)}`,
    );
  }
  if (rest.length > 0 || (action !== 'down' && positionals.length > 1)) {
    throw usage(`${action} takes ${action === 'down' ? 'one number' : 'no further arguments'}`);
  }
  if (!/^[1-9]\d{0,8}$/.test(steps)) throw usage('down takes a whole number from 1');
  if (force && action !== 'down') throw usage('--force is an option of down');
  return { ...given, action, steps: Number(steps) };
}

function parse(args: readonly string[]): ReturnType<typeof parseOptions> {
  try {
    return parseOptions(args);
  } catch (error) {
    throw usage(error instanceof Error ? error.message : 'The options are invalid');
  }
}

function parseOptions(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'url-file': { type: 'string' },
      folder: { type: 'string', multiple: true },
      force: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
}

function parseFolder(text: string): MigrationFolder {
  const [, name, path] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || path === undefined) {
    throw usage('--folder takes name=path, such as my-job=./migrations');
  }
  return { name, path };
}

function usage(complaint: string): WdhError {
  // A URL passed by mistake must not be shown, because it contains a password.
  const safe = complaint.replaceAll(/\S*:\/\/\S*/g, '(a URL)').replace(/\.$/, '');
  return new WdhError(`${safe}. Try --help.`, { code: 'USAGE', category: 'usage' });
}
