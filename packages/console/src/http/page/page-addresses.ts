/** The addresses of the page, below the path of the console; a part that begins with a colon is any text. */
export const pageAddresses = [
  '/',
  '/jobs',
  '/jobs/:job',
  '/jobs/:job/launch',
  '/jobs/:job/rejects',
  '/jobs/:job/quality',
  '/jobs/:job/partitions',
  '/runs',
  '/runs/:run',
  '/runs/:run/rejects',
  '/schedules',
  '/watches',
  '/budgets',
  '/budgets/:tenant',
  '/errors/:code',
  '/login',
] as const;

const patterns = pageAddresses.map(
  (address) => new RegExp(`^${address.replaceAll(/:\w+/gu, '[^/]+')}$`, 'u'),
);

/** Whether a path is an address of the page. */
export function isPageAddress(path: string): boolean {
  return patterns.some((pattern) => pattern.test(path));
}
