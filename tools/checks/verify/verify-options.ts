import { parseArgs } from 'node:util';
import { type Check, checks } from './check.js';
import { type Project, projectChecks } from './project.js';
import { isTier, tiers } from './tier.js';

/** The options of `npm run verify`. */
export type VerifyRequest =
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'refuse'; readonly text: string }
  | {
      readonly kind: 'run';
      readonly checks: readonly Check[];
      /** Folders whose test reports count; default all projects. */
      readonly folders: readonly string[] | undefined;
      readonly isBail: boolean;
    };

const usage = `npm run verify -- [options]     every check: some 20 minutes on 2 cores

  --project NAME    checks one project in minutes: its lint, types, tests, build and surface,
                    and the quick checks of the whole workspace
  --only NAME,NAME  runs some checks
  --tier NAME       runs the checks of a tier: ${Object.keys(tiers).join(', ')}
  --list            lists the checks
  --bail            stops at the first check that fails`;

/** Reads the arguments of `npm run verify`. */
export function readVerifyOptions(
  args: readonly string[],
  projects: readonly Project[],
): VerifyRequest {
  const values = parse(args);
  if (typeof values === 'string') return refuse(`${values}\n\n${usage}`);
  if (values.help) return { kind: 'print', text: usage };
  if (values.list) return { kind: 'print', text: checks.map(describe).join('\n') };

  const project = projects.find(({ name }) => name === values.project);
  if (values.project !== undefined && project === undefined) {
    const names = projects.map(({ name }) => name).join(', ');
    return refuse(`No project is called "${values.project}". The projects are: ${names}`);
  }
  if (project !== undefined && values.tier !== undefined) {
    return refuse('--project and --tier exclude each other: a tier checks every project.');
  }
  const candidates = project === undefined ? checks : projectChecks(project, checks);
  const asked = values.only?.split(',') ?? namesOf(values.tier, project, candidates);
  const unknown = asked.filter((name) => !candidates.some((check) => check.name === name));
  if (unknown.length > 0) {
    const where = project === undefined ? 'or tier is' : `of ${project.name} is`;
    return refuse(
      `No check ${where} called ${unknown.join(', ')}. The checks are: ${candidates.map(({ name }) => name).join(', ')}`,
    );
  }
  return {
    kind: 'run',
    checks: candidates.filter(({ name }) => asked.includes(name)),
    folders: project === undefined ? undefined : [project.folder],
    isBail: values.bail,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        project: { type: 'string' },
        only: { type: 'string' },
        tier: { type: 'string' },
        bail: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function namesOf(
  tier: string | undefined,
  project: Project | undefined,
  candidates: readonly Check[],
): readonly string[] {
  if (project !== undefined) return candidates.map(({ name }) => name);
  if (tier === undefined) return tiers.merge;
  return isTier(tier) ? tiers[tier] : [tier];
}

function describe({ name, commands }: Check): string {
  return `${name.padEnd(13)} ${commands.join(' && ')}`;
}

function refuse(text: string): VerifyRequest {
  return { kind: 'refuse', text };
}
