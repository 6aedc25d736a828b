import type { CommandResponse } from 'pg-boss';

/**
 * Returns how many jobs a command of pg-boss has changed: 0 if another attempt has taken the job over.
 * The types of pg-boss leave it out.
 */
export function affectedJobs(response: CommandResponse): number {
  return (response as { readonly affected?: number }).affected ?? 0;
}
