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
  readonly migrate: boolean;
}

/** Creates a tenant, or changes its budget. */
export async function setBudget(
  context: CommandContext,
  tenant: string,
  options: SetOptions,
): Promise<number> {
  const { create, name, active, inactive, migrate } = options;
  const changes = changesOf(options);
  const activity = active === true || inactive === true ? { isActive: active === true } : {};
  if (!create && Object.keys({ ...changes, ...activity }).length === 0) throw nothingToChange();
  const opening = { command: 'wdh budget set', migrate };
  return changeBudget(context, tenant, opening, async (budget, by) => {
    const shown = escapeControls(tenant);
    if (!create) {
      await budget.configureTenant(tenant, { ...changes, ...activity, by });
      return `The budget of ${shown} is changed.`;
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

function nothingToChange(): WdhError {
  return new WdhError(
    'Nothing is given to change: add --max AMOUNT or another option of wdh budget set --help.',
    { code: 'USAGE', category: 'usage' },
  );
}
