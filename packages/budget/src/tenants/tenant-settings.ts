import type { Amount } from '../money/amount.js';
import { storedAmount } from '../money/exact-amount.js';
import { isMailAddress } from '../notices/mail/mail-address.js';
import { budgetError } from '../rules/budget-error.js';

/** The budget of a tenant, and whom to notify. */
export interface TenantSettings {
  /** For people. */
  readonly name: string;
  /** Where mail about the budget goes; null: to the address of the settings alone. */
  readonly notifyEmail?: string | null | undefined;
  /** US dollars for one period, with at most 4 decimals. Default 500.00; 0 blocks all calls. */
  readonly maxBudget?: Amount | undefined;
  /** Per cent of the budget, 50 to 100. Default 80. */
  readonly alertThreshold?: number | undefined;
  /** Per cent of the budget, 100 to 150: calls are refused from exactly there on. Default 110. */
  readonly graceThreshold?: number | undefined;
  /**
   * Length of a period: a number and `s`, `m`, `h`, `d`, `w` or `mo`, such as `30d` or `1mo`; null: the
   * budget is for ever. Days have 24 hours, months are those of UTC. Default `30d`.
   */
  readonly duration?: string | null | undefined;
}

/** A tenant to create. */
export interface NewTenant extends TenantSettings {
  /** Its id: 1 to 100 characters. */
  readonly tenant: string;
  /** When its first period begins. Default: now, by the clock of the server. */
  readonly startsAt?: Date | undefined;
  /** Who creates it, for the audit log. Default `wdh`. */
  readonly by?: string | undefined;
}

/** What of a tenant changes; what is missing stays. */
export interface TenantChanges extends Partial<TenantSettings> {
  /** Whether calls are paid for it at all. */
  readonly isActive?: boolean | undefined;
  /** Who changes it, for the audit log. Default `wdh`. */
  readonly by?: string | undefined;
}

const duration = /^[1-9]\d{0,5}(?:s|m|h|d|w|mo)$/;
const controls = /\p{Cc}/u;

/** Whether a text can be stored and shown: not empty, and without control characters. */
export const isPlainText = (text: unknown, longest: number): text is string =>
  typeof text === 'string' && text.trim() !== '' && text.length <= longest && !controls.test(text);

const isPercent = (value: unknown, from: number, to: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;

/**
 * Checks the settings that are there, and returns the amount of the budget as an exact text.
 *
 * @throws WdhError `BUDGET_OPTION_INVALID` with all problems, and `AMOUNT_INVALID`
 */
export function checkSettings(settings: Partial<NewTenant & TenantChanges>): string | undefined {
  const { tenant, name, notifyEmail, alertThreshold, graceThreshold, startsAt, by } = settings;
  const problems = [
    [
      tenant,
      isPlainText(tenant, 100),
      'tenant must have 1 to 100 characters, no control characters',
    ],
    [name, isPlainText(name, 200), 'name must have 1 to 200 characters, no control characters'],
    [by, isPlainText(by, 200), 'by must have 1 to 200 characters, no control characters'],
    [
      notifyEmail ?? undefined,
      isPlainText(notifyEmail, 254) && isMailAddress(notifyEmail),
      'notifyEmail must be an address such as a@example.com',
    ],
    [
      alertThreshold,
      isPercent(alertThreshold, 50, 100),
      'alertThreshold must be a whole number from 50 to 100',
    ],
    [
      graceThreshold,
      isPercent(graceThreshold, 100, 150),
      'graceThreshold must be a whole number from 100 to 150',
    ],
    [
      settings.duration ?? undefined,
      typeof settings.duration === 'string' && duration.test(settings.duration),
      'duration must be a number and s, m, h, d, w or mo, such as 30d',
    ],
    [startsAt, !Number.isNaN(startsAt?.getTime()), 'startsAt must be a valid date'],
  ]
    .filter(([value, isValid]) => value !== undefined && isValid !== true)
    .map(([, , problem]) => problem);
  if (problems.length > 0) {
    throw budgetError('BUDGET_OPTION_INVALID', `The budget is invalid: ${problems.join('; ')}.`);
  }
  return settings.maxBudget === undefined
    ? undefined
    : storedAmount(settings.maxBudget, 'maxBudget');
}
