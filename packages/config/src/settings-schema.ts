import * as v from 'valibot';
import { budgetEntries } from './budget/budget-entries.js';
import { consoleEntries } from './console/console-entries.js';
import { findUrlFault, isPostgresUrl } from './database/database-url.js';

function oneOf<const Names extends readonly [string, ...string[]]>(
  names: Names,
  byDefault: Names[number],
) {
  const action = `Choose one of these, or remove it for ${byDefault}.`;
  const schema = v.pipe(v.string(), v.toLowerCase(), v.picklist(names, action));
  return v.pipe(v.optional(schema, byDefault), v.description(`one of ${names.join(', ')}`));
}

function wholeNumber(maximum: number, byDefault: string) {
  const isInRange = (text: string): boolean =>
    /^\d{1,9}$/.test(text) && Number(text) >= 1 && Number(text) <= maximum;
  const action = `Write it in plain digits, or remove it for ${byDefault}.`;
  return v.pipe(
    v.optional(v.pipe(v.string(), v.check(isInRange, action)), byDefault),
    v.transform(Number),
    v.description(`a whole number from 1 to ${maximum}`),
  );
}

function yesOrNo(byDefault: 'true' | 'false') {
  const truths = ['true', '1', 'yes', 'on'];
  const names = [...truths, 'false', '0', 'no', 'off'] as const;
  const action = `Write true or false, or remove it for ${byDefault}.`;
  return v.pipe(
    v.optional(v.pipe(v.string(), v.toLowerCase(), v.picklist(names, action)), byDefault),
    v.transform((name) => truths.includes(name)),
    v.description('true or false (or 1, 0, yes, no, on, off)'),
  );
}

function folder(byDefault: string) {
  return v.pipe(v.optional(v.string(), byDefault), v.description('the path of a folder'));
}

/** What is wrong with it is not repeated: it may contain a key. */
function webSocketUrl() {
  const isAddress = (text: string): boolean =>
    URL.canParse(text) && ['ws:', 'wss:'].includes(new URL(text).protocol);
  const action = 'Write it as wss://host/path, or remove it for that of the feed.';
  return v.pipe(
    v.optional(v.pipe(v.string(), v.check(isAddress, action))),
    v.description('the address of a WebSocket'),
  );
}

const logFormats = ['auto', 'json', 'pretty'] as const;

/** Without a default: that one depends on ENVIRONMENT. */
const logFormat = v.pipe(
  v.optional(
    v.pipe(
      v.string(),
      v.toLowerCase(),
      v.picklist(
        logFormats,
        'Choose one of these, or remove it for auto in dev, and json elsewhere.',
      ),
    ),
  ),
  v.description(`one of ${logFormats.join(', ')}`),
);

const soundUrl = v.pipe(
  v.string(),
  v.rawCheck(({ dataset, addIssue }) => {
    const fault = dataset.typed ? findUrlFault(dataset.value) : undefined;
    if (fault !== undefined) addIssue({ message: fault });
  }),
);

/** Checks and converts each variable; the description names the expected form. */
export const settingEntries = {
  DATABASE_URL: v.pipe(v.optional(soundUrl), v.description('a PostgreSQL connection URL')),
  ENVIRONMENT: oneOf(['dev', 'staging', 'prod'], 'dev'),
  LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error'], 'info'),
  LOG_FORMAT: logFormat,
  LOG_TO_FILE: yesOrNo('false'),
  LOG_FILE_DIR: folder('logs'),
  LOG_FILE_MAX_MB: wholeNumber(10_000, '100'),
  MAX_WORKERS: wholeNumber(256, '4'),
  DB_POOL_SIZE: wholeNumber(1000, '10'),
  DB_BATCH_SIZE: wholeNumber(100_000, '1000'),
  WDH_HOME: folder('.wdh'),
  CAPTURE_URL: webSocketUrl(),
  ...consoleEntries,
  ...budgetEntries,
};

/** Name of a variable that is a setting. */
export type SettingKey = keyof typeof settingEntries;

/** The variables that are settings, in the order in which problems are reported. */
export const settingKeys = Object.keys(settingEntries) as readonly SettingKey[];

/** Whether `DATABASE_URL` is required, or optional in `dev`. */
export type DatabaseUrlRule = 'required' | 'optional-in-dev';

const settingsObject = v.object(settingEntries);
type Checked = v.InferOutput<typeof settingsObject>;
type Check = v.BaseValidation<Checked, Checked, v.BaseIssue<unknown>>;

const missing =
  'It is not set. Write it as postgres://user:password@host:5432/database, in the environment or ' +
  'in a .env file.';

const presence: Readonly<Record<DatabaseUrlRule, Check>> = {
  // Must not depend on ENVIRONMENT: where that is invalid, valibot would skip the check.
  required: v.forward(
    v.partialCheck(
      [['DATABASE_URL']],
      (input: Checked) => input.DATABASE_URL !== undefined,
      missing,
    ),
    ['DATABASE_URL'],
  ),
  'optional-in-dev': v.forward(
    v.partialCheck(
      [['DATABASE_URL'], ['ENVIRONMENT']],
      (input: Checked) => input.DATABASE_URL !== undefined || input.ENVIRONMENT === 'dev',
      missing,
    ),
    ['DATABASE_URL'],
  ),
};

const kind: Check = v.forward(
  v.partialCheck(
    [['DATABASE_URL'], ['ENVIRONMENT']],
    ({ DATABASE_URL: url, ENVIRONMENT: environment }: Checked) =>
      url === undefined || environment === 'dev' || isPostgresUrl(url),
    'Begin it with postgres:// or postgresql://: only dev may use another kind of database.',
  ),
  ['DATABASE_URL'],
);

/**
 * Checks all variables together.
 *
 * Only `dev` accepts a URL of another database than PostgreSQL, as a substitute.
 */
export function settingsSchema(
  rule: DatabaseUrlRule,
): v.BaseSchema<v.InferInput<typeof settingsObject>, Checked, v.BaseIssue<unknown>> {
  return v.pipe(settingsObject, presence[rule], kind);
}
