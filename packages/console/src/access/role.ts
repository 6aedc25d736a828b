/** What a session may do: read, act on runs, or see the values of rejected rows. */
export const roles = ['viewer', 'operator', 'data'] as const;

/** See {@link roles}. */
export type Role = (typeof roles)[number];
