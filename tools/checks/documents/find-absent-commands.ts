import type { Finding } from '../finding.js';
import { isJobRunner } from '../workflows/script-names.js';

/** The names that commands in a document may use. */
export interface KnownCommands {
  /** The arguments of `npm run`: root scripts, and jobs of a script such as `ci -- static`. */
  readonly scripts: ReadonlySet<string>;
  /** Names of the checks of `npm run verify`. */
  readonly checks: readonly string[];
  /** Targets of each Nx project. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
}

const npmRun = /\bnpm run (?:-s |--silent )?([\w:-]+)(?: -- ([a-z][\w-]*))?/g;
const only = /\bnpm run verify -- --only ([a-z][\w,-]*)/g;
const nxRun = /\bnx run ([\w-]+):([\w:-]+)/g;
const nxTarget = /\bnx (test|lint|typecheck|build|test:[\w-]+) ([\w-]+)/g;

/** Reports commands in a document that name a missing script, project or target. */
export function findAbsentCommands(
  path: string,
  document: string,
  { scripts, checks, targets }: KnownCommands,
): readonly Finding[] {
  return document.split('\n').flatMap((text, index) => {
    const wrong = [
      ...[...text.matchAll(npmRun)].filter(
        ([, script = '', job]) =>
          !scripts.has(isJobRunner(script) && job !== undefined ? `${script} -- ${job}` : script),
      ),
      ...[...text.matchAll(only)].filter(
        ([, names = '']) => !names.split(',').every((name) => checks.includes(name)),
      ),
      ...[...text.matchAll(nxRun)].filter(
        ([, project = '', target = '']) => targets[project]?.includes(target) !== true,
      ),
      ...[...text.matchAll(nxTarget)].filter(
        ([, target = '', project = '']) => targets[project]?.includes(target) !== true,
      ),
    ];
    return wrong.map(([command]) => ({
      path,
      line: index + 1,
      message: `"${command}" does not exist`,
    }));
  });
}
