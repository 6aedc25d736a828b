import { execFileSync, execSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ignore from 'ignore';
import { environment } from '../environment.js';
import { buildStages, buildTargets, type BuildStage, type BuildStep } from './build-stages.js';

/** The `WORKDIR` of all stages. */
const workdir = '/wdh';

/** A stage that was built. */
interface BuiltStage {
  /** The file system of the stage. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs the steps of Dockerfiles in folders instead of containers, and starts the entry points with
 * `--help`. This shows that the copied files are sufficient, not that the images work.
 *
 * A stage that two Dockerfiles share is built once, as an engine reuses its layers.
 */
export class BuildRehearsal {
  readonly #context: string;
  readonly #folder: string;
  /** By the text of the stage and of those that it builds on and copies from. */
  readonly #built = new Map<string, BuiltStage>();
  #folders = 0;

  /**
   * @param context The build context, an absolute path.
   * @param folder An empty folder; each stage has its own folder in it.
   */
  constructor(context: string, folder: string) {
    this.#context = context;
    this.#folder = folder;
  }

  /**
   * Builds the targets of a Dockerfile, and returns what each of them prints.
   *
   * @throws Error if a step fails, or a target starts nothing.
   */
  build(dockerfile: string): readonly string[] {
    const rules = readFileSync(`${dockerfile}.dockerignore`, 'utf8');
    const stages = buildStages(readFileSync(dockerfile, 'utf8'));
    return buildTargets(stages).map((name) => {
      const { folder, env } = this.#stage(name, stages, rules);
      const start = stages
        .find((stage) => stage.name === name)
        ?.steps.find((step) => step.kind === 'start');
      const [program, ...args] = start?.command ?? [];
      if (program === undefined) throw new Error(`${dockerfile}, target ${name} starts nothing.`);
      return execFileSync(program, [...args, '--help'], { cwd: folder, env, encoding: 'utf8' });
    });
  }

  #stage(name: string, stages: readonly BuildStage[], rules: string): BuiltStage {
    const stage = stages.find((one) => one.name === name);
    if (stage === undefined) throw new Error(`There is no stage ${name}.`);
    const key = JSON.stringify([withSources(stage, stages), rules]);
    const before = this.#built.get(key);
    if (before !== undefined) return before;
    const base = stage.base === null ? null : this.#stage(stage.base, stages, rules);
    const { PATH, HOME } = environment;
    const env = { PATH, HOME, ...base?.env };
    const writes = stage.steps.filter(({ kind }) => kind === 'copy' || kind === 'run');
    // A stage that writes nothing needs no copy of the one that it builds on.
    const built =
      base !== null && writes.length === 0
        ? { folder: base.folder, env }
        : { folder: join(this.#folder, String((this.#folders += 1))), env };
    if (built.folder !== base?.folder) {
      mkdirSync(built.folder);
      if (base !== null) cpSync(base.folder, built.folder, verbatim);
    }
    for (const step of stage.steps) {
      this.#run(step, built, (source) => this.#stage(source, stages, rules).folder, rules);
    }
    this.#built.set(key, built);
    return built;
  }

  #run(
    step: BuildStep,
    { folder, env }: { readonly folder: string; readonly env: Record<string, string | undefined> },
    folderOf: (stage: string) => string,
    rules: string,
  ): void {
    switch (step.kind) {
      case 'environment':
        Object.assign(env, step.variables);
        break;
      case 'run':
        execSync(step.command, { cwd: folder, env, stdio: 'inherit' });
        break;
      case 'copy':
        if (step.stage === null) this.#copyContext(folder, rules);
        else {
          const source = join(folderOf(step.stage), relative(workdir, step.from));
          cpSync(source, join(folder, step.to), verbatim);
        }
        break;
      case 'start':
    }
  }

  #copyContext(to: string, rules: string): void {
    const ignored = ignore().add(rules);
    cpSync(this.#context, to, {
      recursive: true,
      filter: (source) => {
        const path = relative(this.#context, source);
        return path === '' || !ignored.ignores(path);
      },
    });
  }
}

const verbatim = { recursive: true, verbatimSymlinks: true } as const;

/** Returns a stage with those that it builds on and copies from. */
function withSources(stage: BuildStage, stages: readonly BuildStage[]): unknown {
  const sources = [stage.base, ...stage.steps.map((step) => 'stage' in step && step.stage)];
  return [
    stage,
    stages.filter(({ name }) => sources.includes(name)).map((one) => withSources(one, stages)),
  ];
}
