import {
  cruise,
  type ICruiseOptions,
  type ICruiseResult,
  type IViolation,
} from 'dependency-cruiser';
import type { Finding } from '../finding.js';
import { folderRules, importRules } from './import-rules.js';

const generated = '^(packages|apps|tools)/[^/]+/(dist|out-tsc|coverage)/|^tools/consumers/';
const entryPoints = '/src/(index|(testing|redis)/index)\\.ts$';
const tests = '\\.test(-d)?\\.ts$|/(test|bench)/';

const options: ICruiseOptions = {
  outputType: 'json',
  validate: true,
  doNotFollow: { path: 'node_modules' },
  // A module imported by name is a package, even if it is a link into the workspace.
  preserveSymlinks: true,
  // Type imports count, because they are dependencies too.
  tsPreCompilationDeps: true,
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['@wdh/source', 'import', 'types', 'node', 'default'],
  },
};

/** Checks the imports of every TypeScript file under `packages/`, `apps/` and `tools/` of `root`. */
export async function findImportProblems(root: string): Promise<readonly Finding[]> {
  const between = async (
    exclude: string,
    forbidden: ICruiseOptions['ruleSet'],
  ): Promise<Finding[]> => {
    const { output } = await cruise(['packages', 'apps', 'tools'], {
      ...options,
      baseDir: root,
      exclude: { path: exclude },
      ...(forbidden === undefined ? {} : { ruleSet: forbidden }),
    });
    const result = JSON.parse(output as string) as ICruiseResult;
    return result.summary.violations.map(toFinding);
  };
  return [
    ...(await between(generated, { forbidden: [...importRules] })),
    ...(await between(`${generated}|${entryPoints}|${tests}`, { forbidden: [...folderRules] })),
  ];
}

function toFinding({ from, to, rule, cycle }: IViolation): Finding {
  const comment = [...importRules, ...folderRules].find(({ name }) => name === rule.name)?.comment;
  const way = cycle === undefined ? to : cycle.map(({ name }) => name).join(' -> ');
  const target = way === from ? '' : ` imports ${way}`;
  return { path: from, message: `[${rule.name}]${target}. ${comment ?? ''}` };
}
