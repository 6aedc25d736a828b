import type { Job } from '@wdh/job';
import type { MigrationFolder } from '@wdh/migrations';

/** Returns the migrations of jobs; a folder that several jobs share is listed once. */
export function migrationFolders(
  jobs: readonly Pick<Job, 'migrations'>[],
): readonly MigrationFolder[] {
  const all = jobs.flatMap(({ migrations }) => migrations);
  const shown = all.map(({ name, path }) => `${name}=${path}`);
  return all.filter((_, at) => shown.indexOf(shown[at] ?? '') === at);
}
