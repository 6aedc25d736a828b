import { snakeCase } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import { constantName } from '../generate/source-names.js';

/** What a new job is called in each place. */
export interface JobNames {
  /** The name of the job, as it was given: `daily-sales` or `daily_sales`. */
  readonly job: string;
  /** The name of its folder and package unless another one is given: `daily-sales`. */
  readonly folder: string;
  /** The name of the table unless another one is given: `daily_sales`. */
  readonly table: string;
  /** The constant in `job.ts`: `dailySalesJob`. */
  readonly constant: string;
}

/** Folders that a job must not be called, as tools of Node leave them out or overwrite them. */
const takenFolders: ReadonlySet<string> = new Set(['node_modules', 'node-modules', 'dist', 'test']);
/** Characters of the folder's name; its package name and its paths stay far below every limit. */
const longestName = 63;

/**
 * Checks the name of a new job, and of its folder.
 *
 * @param folder - Default: the name of the job, with hyphens.
 * @throws WdhError `JOB_NAME_INVALID` (usage), with a name that can be used
 */
export function jobNames(name: string, folder: string = name): JobNames {
  expectName(name, 'a job');
  expectName(folder, 'the folder of a job');
  const table = name.replaceAll('-', '_');
  return {
    job: name,
    folder: folder.replaceAll('_', '-'),
    table,
    constant: jobConstant(table),
  };
}

function expectName(name: string, what: string): void {
  const isValid = /^[a-z][a-z\d]*(?:[_-][a-z\d]+)*$/.test(name) && name.length <= longestName;
  if (isValid && !takenFolders.has(name)) return;
  const why = isValid
    ? 'is the name of a folder that tools use'
    : `cannot name ${what}: it must be lower-case words with hyphens or underscores, of at most ${longestName} characters`;
  throw new WdhError(`"${shown(name)}" ${why}. Use a name such as ${proposal(name)}.`, {
    code: 'JOB_NAME_INVALID',
    category: 'usage',
  });
}

/** The constant of a job ends in `Job`, so that it is neither a reserved word nor its table. */
function jobConstant(table: string): string {
  const name = constantName(table).replace(/^_/, '');
  const constant = /.job$/i.test(name) ? name : `${name}Job`;
  // The declaration imports this one.
  return constant === 'defineJob' ? 'defineJobJob' : constant;
}

/** Converts a text to a valid name that resembles it. */
function proposal(name: string): string {
  const plain = snakeCase(name.normalize('NFKD').replace(/\p{M}/gu, ''))
    .replace(/[^a-z\d]+/g, '_')
    .replace(/^[_\d]+/, '')
    .slice(0, longestName)
    .replace(/_+$/, '');
  return takenFolders.has(plain) || plain === '' ? `${plain}_rows`.replace(/^_/, 'my_') : plain;
}

const shown = (name: string): string =>
  (name.length > longestName ? `${name.slice(0, longestName)}…` : name).replaceAll('"', "'");
