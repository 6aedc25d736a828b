/** The ways to load rows whose key is `id`. */
export const loadModes = [
  { mode: 'append' },
  { mode: 'upsert', upsertKeys: ['id'] },
  { mode: 'insert_new', upsertKeys: ['id'] },
  { mode: 'replace' },
] as const;

/** The same, each with and without refused rows collected. */
export const everyWay = loadModes.flatMap((mode) => [
  { ...mode, onRefusal: 'fail', way: mode.mode } as const,
  { ...mode, onRefusal: 'reject', way: `${mode.mode} with rows collected` } as const,
]);
