import { escapeControls } from '@wdh/logging';
import { WdhError } from '@wdh/pipeline-core';
import type { CommandContext } from '../../context/command-context.js';
import { changeBudget } from './change-budget.js';

/** The options of `wdh budget set`. */
export interface SetOptions {
  readonly create: boolean;
  readonly name?: string;
  readonly max?: string;
  readonly alert?: number;
  readonly grace?: number;
  /** Such as `30d`, or `never`. */
  readonly duration?: string;
  /** False: no address. */
  readonly email?: string | false;
  readonly active?: boolean;
  readonly inactive?: boolean;
  /** Whether the key at the gateway is brought up to date, although nothing else changes. */
  readonly sync: boolean;
  readonly migrate: boolean;
}

/** Creates a tenant, or changes its budget. */
export async function setBudget(
  context: CommandContext,
  tenant: string,
  options: SetOptions,
): Promise<number> {
  const { create, name, active, inactive, sync, migrate } = options;
  const changes = changesOf(options);
  const activity = active === true || inactive === true ? { isActive: active === true } : {};
  const isChanged = Object.keys({ ...changes, ...activity }).length > 0;
  if (!create && !isChanged && !sync) throw nothingToChange();
  if (sync) expectGateway(context);
  const opening = { command: 'wdh budget set', migrate };
  return changeBudget(context, tenant, opening, async (budget, by) => {
    const shown = escapeControls(tenant);
    if (!create) {
      await budget.configureTenant(tenant, { ...changes, ...activity, by });
      return isChanged
        ? `The budget of ${shown} is changed.`
        : `The key of ${shown} is up to date.`;
    }
    await budget.createTenant({ ...changes, tenant, name: name ?? tenant, by });
    if (inactive === true) await budget.configureTenant(tenant, { isActive: false, by });
    return `Tenant ${shown} is created.`;
  });
}

/** Returns what is given; nothing else changes. */
function changesOf({ name, max, alert, grace, duration, email }: SetOptions) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(max === undefined ? {} : { maxBudget: max }),
    ...(alert === undefined ? {} : { alertThreshold: alert }),
    ...(grace === undefined ? {} : { graceThreshold: grace }),
    ...(duration === undefined ? {} : { duration: duration === 'never' ? null : duration }),
    ...(email === undefined ? {} : { notifyEmail: email === false ? null : email }),
  };
}

/** @throws WdhError `USAGE` without a gateway: there are no keys. */
function expectGateway({ settings }: CommandContext): void {
  if (settings.litellmUrl !== undefined) return;
  throw new WdhError('--sync needs a gateway: set LITELLM_URL and its settings.', {
    code: 'USAGE',
    category: 'usage',
  });
}

function nothingToChange(): WdhError {
  return new WdhError(
    'Nothing is given to change: add --max AMOUNT or another option of wdh budget set --help.',
    { code: 'USAGE', category: 'usage' },
  );
}
