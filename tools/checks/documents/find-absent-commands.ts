import type { Finding } from '../finding.js';

/** What the commands of a document may name. */
export interface KnownCommands {
  /** Scripts of the root `package.json`. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Targets of each Nx project. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
}

const npmRun = /\bnpm run (?:-s |--silent )?([\w:-]+)/g;
const nxRun = /\bnx run ([\w-]+):([\w:-]+)/g;
const nxTarget = /\bnx (test|lint|typecheck|build|test:[\w-]+) ([\w-]+)/g;

/** Finds commands in a document that name a script, a project or a target that is not there. */
export function findAbsentCommands(
  path: string,
  document: string,
  { scripts, targets }: KnownCommands,
): readonly Finding[] {
  return document.split('\n').flatMap((text, index) => {
    const wrong = [
      ...[...text.matchAll(npmRun)].filter(([, script = '']) => !(script in scripts)),
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
