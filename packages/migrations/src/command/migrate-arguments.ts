import { parseArgs } from 'node:util';
import { WdhError } from '@wdh/pipeline-core';
import type { MigrationFolder } from '../folder/migration-folder.js';

/** What the user of the command asked for. */
export interface MigrateArguments {
  readonly action: 'up' | 'down' | 'status' | 'verify' | 'help';
  /** How many migrations to take back. */
  readonly steps: number;
  readonly force: boolean;
  readonly folders: readonly MigrationFolder[];
  /** File that holds the connection URL, `-` for standard input; undefined where none was named. */
  readonly urlFile: string | undefined;
}

/** What the command answers to `--help`. */
export const migrateHelp = `Usage: wdh-migrate <up | down [n] | status | verify> [options]

  up        apply the migrations that the database does not have yet
  down [n]  take back the last n migrations, 1 by default, all of them or none
  status    list the migrations: applied, pending, edited, missing or late
  verify    fail unless the database is exactly where the migrations lead

  --url-file <file>      file that holds postgres://user:password@host:port/database; - for
                         standard input
  --folder <name=path>   a folder of migrations, after those that are built in; may come again
  --force                let down destroy data
  --help                 show this

Exit codes: 0 done, 1 internal error, 2 usage, 3 database unreachable, 4 data, 5 schema or
migration, 6 locked by others, 7 file or disk.`;

const actions = ['up', 'down', 'status', 'verify'] as const;

/**
 * Reads the arguments of the command.
 *
 * @throws WdhError `USAGE` that says what is wrong.
 */
export function parseMigrateArguments(args: readonly string[]): MigrateArguments {
  const { values, positionals } = parse(args);
  const { force = false, folder = [], 'url-file': urlFile } = values;
  const given = { force, folders: folder.map(parseFolder), urlFile };
  if (values.help === true) return { ...given, action: 'help', steps: 1 };
  const [word, steps = '1', ...rest] = positionals;
  const action = actions.find((one) => one === word);
  if (action === undefined) {
    throw usage(
      word === undefined
        ? 'Say what to do: up, down, status or verify'
        : `There is no ${JSON.stringify(word)}`,
    );
  }
  if (rest.length > 0 || (action !== 'down' && positionals.length > 1)) {
    throw usage(`${action} takes ${action === 'down' ? 'one number' : 'no further words'}`);
  }
  if (!/^[1-9]\d{0,8}$/.test(steps)) throw usage('down takes a whole number from 1');
  if (force && action !== 'down') throw usage('--force belongs to down');
  return { ...given, action, steps: Number(steps) };
}

function parse(args: readonly string[]): ReturnType<typeof parseOptions> {
  try {
    return parseOptions(args);
  } catch (error) {
    throw usage(error instanceof Error ? error.message : 'The options are not understood');
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
  // A URL typed by mistake must not come back: it holds a password.
  const safe = complaint.replaceAll(/\S*:\/\/\S*/g, '(a URL)').replace(/\.$/, '');
  return new WdhError(`${safe}. Try --help.`, { code: 'USAGE', category: 'usage' });
}
