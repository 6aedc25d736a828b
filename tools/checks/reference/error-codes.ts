import type { Finding } from '../finding.js';
import { type HouseRule, isTest } from '../house-style/house-rule.js';
import { type CodeInSource, codesInSource } from './codes-in-source.js';

const page = 'docs/reference/error-codes.md';
const row = /^\| `([A-Z0-9_]+)` +\| (.+?) +\| (.+?) +\| (\S.*?) +\| (\S.*?) +\|$/gm;

/** Strings in upper case that are not error codes: variables, files, codes of the driver, sides and exchanges. */
const otherNames: ReadonlySet<string> = new Set([
  'BINANCE_USDM',
  'BUDGET_MAIL_FROM',
  'BUDGET_WEBHOOK_SECRET',
  'CONNECTION_CLOSED',
  'CONSOLE_PROXY_HEADER',
  'CONSOLE_TOKENS',
  'CONSOLE_URL',
  'DATABASE_URL',
  'EAI_AGAIN',
  'INIT_CWD',
  'LITELLM_MASTER_KEY',
  'LITELLM_URL',
  'NX_TASK_TARGET_TARGET',
  'PGCONNECT_TIMEOUT',
  'PG_VERSION',
  'REDIS_URL',
  'SELL_SHORT',
  'SLACK_WEBHOOK_URL',
  'SMTP_URL',
  'UND_ERR_CONNECT_TIMEOUT',
  'WDH_AFTER_LAST_LINE',
]);

const exitCodes: Readonly<Record<string, string>> = {
  internal: '1',
  usage: '2',
  connection: '3',
  data: '4',
  schema: '5',
  locked: '6',
  file: '7',
  budget: '8',
};

/** Checks that the page of error codes and the source have the same codes. */
export const errorCodes: HouseRule = {
  name: 'error codes',
  check: ({ paths, read }) => {
    if (!paths.includes(page)) return [];
    const documented = [...read(page).matchAll(row)].map(([, code = '', , , exit, retry]) => {
      return { code, exit, retry };
    });
    const inSource = paths
      .filter(isOurs)
      .flatMap((path) => codesInSource(path, read(path)))
      .filter(({ code }) => !otherNames.has(code));
    const names = new Set(documented.map(({ code }) => code));
    const used = new Set(inSource.map(({ code }) => code));
    const missing = new Map(
      inSource.filter(({ code }) => !names.has(code)).map((found) => [found.code, found]),
    );
    return [
      ...[...missing.values()].map(({ code, path }): Finding => {
        return { path, message: `${code} is not in ${page}` };
      }),
      ...documented.flatMap(({ code, exit, retry }, index): readonly Finding[] => [
        ...(used.has(code) ? [] : [{ path: page, message: `${code} is in no source` }]),
        ...(documented.findIndex((other) => other.code === code) === index
          ? []
          : [{ path: page, message: `${code} is listed twice` }]),
        ...inSource
          .filter((found) => found.code === code && exit !== '-')
          .flatMap((found) => contradictions(found, exit ?? '', retry ?? '')),
      ]),
    ];
  },
};

/** Test kits are shipped, but their errors do not end a run. */
function isOurs(path: string): boolean {
  return (
    /^(?:packages|apps)\/[^/]+\/src\/.*\.ts$/.test(path) &&
    !isTest(path) &&
    !path.startsWith('packages/fault-injection/') &&
    !path.includes('/src/testing/')
  );
}

function contradictions(
  { code, path, category, isRetryable }: CodeInSource,
  exit: string,
  retry: string,
): readonly Finding[] {
  const expected = category === null ? undefined : exitCodes[category];
  const wrongExit = expected !== undefined && !exit.split(', ').includes(expected);
  const wrongRetry =
    isRetryable !== null && !retry.split(', ').includes(isRetryable ? 'yes' : 'no');
  return [
    ...(wrongExit
      ? [{ path, message: `${code} ends with ${expected}, not ${exit} as on ${page}` }]
      : []),
    ...(wrongRetry ? [{ path, message: `whether ${code} is retryable differs from ${page}` }] : []),
  ];
}
