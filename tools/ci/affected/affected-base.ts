/** Runs git; `null` if it fails. */
export type Git = (...args: readonly string[]) => string | null;

/**
 * Returns the commit since which projects count as affected: where the branch left main or, on main
 * itself, the previous commit. `null` if there is none: everything is affected.
 */
export function affectedBase(git: Git, given?: string): string | null {
  if (given !== undefined && given !== '') return given;
  const main = git('rev-parse', '--verify', 'origin/main') ?? git('rev-parse', '--verify', 'main');
  if (main === null) return null;
  const left = git('merge-base', main, 'HEAD');
  return left === git('rev-parse', 'HEAD') ? git('rev-parse', '--verify', 'HEAD~1') : left;
}
