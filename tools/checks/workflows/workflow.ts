import { parse } from 'yaml';
import { isJobRunner } from './script-names.js';

/** What our rules look at in a workflow file. */
export interface Workflow {
  readonly on: unknown;
  readonly permissions?: Permissions;
  readonly concurrency?: { readonly 'cancel-in-progress'?: unknown };
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

/** Rights of the token of a workflow or a job; a word gives them all. */
export type Permissions = string | Readonly<Record<string, string>>;

/** A job: steps of its own, or another workflow that it calls. */
export interface WorkflowJob {
  readonly uses?: string;
  readonly if?: unknown;
  /** One name or several. */
  readonly needs?: string | readonly string[];
  /** Whose secrets it gets: a name, or a name with more. */
  readonly environment?: unknown;
  readonly env?: Readonly<Record<string, unknown>> | null;
  readonly 'continue-on-error'?: unknown;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Permissions;
  readonly steps?: readonly WorkflowStep[];
}

/** A step: an action or a command. */
export interface WorkflowStep {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, unknown>> | null;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** Reads a workflow file. */
export function parseWorkflow(text: string): Workflow {
  return parse(text) as Workflow;
}

/** Names the jobs that a job waits for. */
export function needsOf({ needs = [] }: WorkflowJob): readonly string[] {
  return typeof needs === 'string' ? [needs] : needs;
}

/** Names the npm scripts that a job runs. */
export function scriptsOf({ steps = [] }: WorkflowJob): readonly string[] {
  return steps.flatMap(({ run = '' }) => scriptOf(run) ?? []);
}

/**
 * The npm script that a command runs, with the name of its job where it runs one by name, such as
 * `ci -- static`; `null` when it does something else.
 */
export function scriptOf(command: string): string | null {
  const [, script, job] =
    /^npm run ([\w:-]+)(?: -- ([\w-]+)?[^\n;&|`]*)?$/.exec(command.trim()) ?? [];
  if (script === undefined) return null;
  return isJobRunner(script) && job !== undefined ? `${script} -- ${job}` : script;
}
