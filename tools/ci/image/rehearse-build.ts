import { execFileSync, execSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ignore from 'ignore';
import { environment } from '../environment.js';
import { buildSteps } from './build-steps.js';

/** The `WORKDIR` of all stages. */
const workdir = '/wdh';

/** The input and the folder of the build: absolute paths. */
export interface Rehearsal {
  /** The build context. */
  readonly context: string;
  readonly dockerfile: string;
  /** An empty folder; each stage has its own folder in it. */
  readonly folder: string;
}

/**
 * Runs the steps of a Dockerfile in folders instead of containers, and starts the entry point with
 * `--help`. This shows that the copied files are sufficient, not that the image works.
 *
 * @throws Error if a step fails.
 */
export function rehearseBuild({ context, dockerfile, folder }: Rehearsal): string {
  const ignored = ignore().add(readFileSync(`${dockerfile}.dockerignore`, 'utf8'));
  const stages: string[] = [];
  let env: Record<string, string | undefined> = {};
  for (const step of buildSteps(readFileSync(dockerfile, 'utf8'))) {
    const stage = stages.at(-1) ?? '';
    switch (step.kind) {
      case 'stage':
        stages.push(join(folder, String(stages.length)));
        mkdirSync(stages.at(-1) ?? '');
        env = { PATH: environment['PATH'], HOME: environment['HOME'] };
        break;
      case 'environment':
        Object.assign(env, step.variables);
        break;
      case 'run':
        execSync(step.command, { cwd: stage, env, stdio: 'inherit' });
        break;
      case 'copy':
        if (step.stage === null) {
          copyContext(context, stage, ignored);
        } else {
          const source = join(stages[step.stage] ?? '', relative(workdir, step.from));
          cpSync(source, join(stage, step.to), { recursive: true, verbatimSymlinks: true });
        }
        break;
      case 'start': {
        const [program = '', ...args] = step.command;
        return execFileSync(program, [...args, '--help'], { cwd: stage, env, encoding: 'utf8' });
      }
    }
  }
  throw new Error(`${dockerfile} starts nothing.`);
}

function copyContext(context: string, to: string, ignored: ignore.Ignore): void {
  cpSync(context, to, {
    recursive: true,
    filter: (source) => {
      const path = relative(context, source);
      return path === '' || !ignored.ignores(path);
    },
  });
}
