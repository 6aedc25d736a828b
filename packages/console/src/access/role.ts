/** What a session may do: read, act on runs, or see the values of rejected rows. */
export const roles = ['viewer', 'operator', 'data'] as const;

/** `viewer` reads, `operator` acts on runs, `data` sees the values of rejected rows. */
export type Role = (typeof roles)[number];

/** Returns those of the names that are roles. */
export function rolesIn(names: readonly string[]): readonly Role[] {
  return roles.filter((role) => names.includes(role));
}
