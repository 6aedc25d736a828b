import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from './check.js';
import { testKinds } from './test-kinds.js';

/** One project of the workspace: a package, an app, or the tools. */
export interface Project {
  /** The name in Nx. */
  readonly name: string;
  /** Relative to the root, with forward slashes. */
  readonly folder: string;
  readonly isPublished: boolean;
  readonly scripts: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly private?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly nx?: { readonly name?: string };
}

/** Lists the projects of the workspace by their `package.json` files. */
export function listProjects(root: string): readonly Project[] {
  return ['packages', 'apps', 'tools'].flatMap((parent) =>
    readdirSync(join(root, parent)).flatMap((child): Project[] => {
      const folder = `${parent}/${child}`;
      const path = join(root, folder, 'package.json');
      if (!existsSync(path)) return [];
      const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
      return [
        {
          name: manifest.nx?.name ?? child,
          folder,
          isPublished: parent === 'packages' && manifest.private !== true,
          scripts: manifest.scripts ?? {},
        },
      ];
    }),
  );
}

/** Static checks of the whole workspace that take seconds. */
const wholeWorkspace = ['lock', 'sync', 'style', 'documents', 'imports', 'unused'];

/** The checks of one project: its own files, tests and surface, and the quick checks of everything. */
export function projectChecks(
  { name, folder, isPublished, scripts }: Project,
  checks: readonly Check[],
): readonly Check[] {
  const secrets =
    'secretlint --secretlintrc tools/ci/secretlintrc.json --secretlintignore .gitignore';
  // run-many skips a project without the target.
  const target = (target: string): string => `nx run-many -t ${target} -p ${name}`;
  const tested = (['unit', 'integration'] as const).filter((kind) => testKinds[kind] in scripts);
  return [
    { name: 'format', commands: [`prettier --check --cache ${folder}`] },
    ...checks.filter((check) => wholeWorkspace.includes(check.name)),
    { name: 'secrets', commands: [`${secrets} ${folder}/**/*`] },
    ...['lint', 'build'].map((step) => ({ name: step, commands: [target(step)] })),
    { name: 'typecheck', commands: [`tsc --build ${folder}`] },
    ...(isPublished
      ? [
          { name: 'api', commands: [`tsx tools/ci/api-reports.ts --project ${folder}`] },
          { name: 'packages', commands: [`tsx tools/checks/packages.ts --project ${folder}`] },
        ]
      : []),
    ...tested.map((kind) => ({ name: kind, commands: [target(testKinds[kind])], tests: [kind] })),
  ];
}
