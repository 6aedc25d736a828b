import { parse } from 'yaml';
import { isJobRunner } from './script-names.js';

/** The parts of a workflow file that our rules check. */
export interface Workflow {
  readonly on: unknown;
  readonly permissions?: Permissions;
  readonly concurrency?: { readonly 'cancel-in-progress'?: unknown };
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

/** Permissions of the token of a workflow or a job; a string grants all of one kind. */
export type Permissions = string | Readonly<Record<string, string>>;

/** A job: its own steps, or a called workflow. */
export interface WorkflowJob {
  readonly uses?: string;
  readonly if?: unknown;
  /** One name or several. */
  readonly needs?: string | readonly string[];
  /** The environment with its secrets: a name, or an object with a name. */
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

/** Returns the jobs that a job needs. */
export function needsOf({ needs = [] }: WorkflowJob): readonly string[] {
  return typeof needs === 'string' ? [needs] : needs;
}

/** Returns the npm scripts that a job runs. */
export function scriptsOf({ steps = [] }: WorkflowJob): readonly string[] {
  return steps.flatMap(({ run = '' }) => scriptOf(run) ?? []);
}

/**
 * Returns the npm script that a command runs, with the name of its job if it has one, such as
 * `ci -- static`; `null` for any other command.
 */
export function scriptOf(command: string): string | null {
  const [, script, job] =
    /^npm run ([\w:-]+)(?: -- ([\w-]+)?[^\n;&|`]*)?$/.exec(command.trim()) ?? [];
  if (script === undefined) return null;
  return isJobRunner(script) && job !== undefined ? `${script} -- ${job}` : script;
}
