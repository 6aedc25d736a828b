import { randomUUID } from 'node:crypto';
import { type Logger, WdhError } from '@wdh/pipeline-core';
import { interrupted } from '@wdh/postgres';
import { Big } from 'big.js';
import type { Amount } from '../money/amount.js';
import { exactAmount } from '../money/exact-amount.js';
import { moneyText } from '../money/money-text.js';
import { codeOf } from '../rules/budget-error.js';
import { graceLimitOf } from '../rules/level-of.js';
import { checkTenant, tenantInactive, tenantUnknown } from '../tenants/tenant-errors.js';
import { BudgetExceededError } from './budget-exceeded-error.js';
import { endAtCost, endAtEstimate, givenBack, notNegative } from './call-end.js';
import { type LedgerAnswer, timeIn } from './ledger-answer.js';
import type { CallEnd, Ledger, LedgerCall } from './ledger.js';
import type { RunningCalls } from './running-calls.js';
import type { SpendOptions } from './spend-options.js';
import type { SpendSource } from './spend-source.js';

/** What spending needs. */
export interface SpendParts {
  readonly ledger: Ledger;
  readonly running: RunningCalls;
  /** What a gateway knows; null: there is none. */
  readonly source: SpendSource | null;
  readonly logger: Logger;
}

/** A paid call, as its caller describes it. */
export interface SpendRequest<Result> {
  readonly tenant: string;
  readonly estimate: Amount;
  readonly call: (signal: AbortSignal) => Promise<Result>;
  readonly options: SpendOptions<Result>;
}

/** Reserves the estimate of a call, makes it, and enters what it cost. */
export async function spendOnCall<Result>(
  parts: SpendParts,
  request: SpendRequest<Result>,
): Promise<Result> {
  const { tenant, options } = request;
  const { signal = new AbortController().signal, origin = {} } = options;
  checkTenant(tenant);
  const warn = (event: string): void => {
    parts.logger.warn(event, { tenant, job: origin.jobName, step: origin.stepName });
  };
  const exact = exactAmount(request.estimate, 'the estimate of a call');
  const estimate = notNegative(exact, () => warn('budget.estimate.negative'));
  if (signal.aborted) throw interrupted(signal, 'paid call');
  const call = { id: randomUUID(), tenant, estimate, origin };
  const known = (await parts.source?.spendOf(tenant)) ?? null;
  if (known === 'unknown') warn('budget.gateway.unknown');
  await reserve(parts, call, known === 'unknown' ? null : known);
  parts.running.begin(call);
  let result: Result;
  try {
    result = await request.call(signal);
  } catch (error) {
    // The error of the call is the one to report.
    await settle(parts, call, endOfFailure(error, call, options), options).catch(
      (failure: unknown) => {
        parts.logger.error('budget.settle.failed', { tenant, error: codeOf(failure) });
      },
    );
    throw error;
  }
  let end: CallEnd;
  try {
    end = endAtCost(options.cost(result), warn);
  } catch (error) {
    // It was paid for, and it is not known how much.
    await settle(parts, call, endAtEstimate(estimate), options);
    throw error;
  }
  await settle(parts, call, end, options);
  return result;
}

async function reserve(
  { ledger, running }: SpendParts,
  call: LedgerCall,
  known: string | null,
): Promise<void> {
  let answer: LedgerAnswer;
  try {
    answer = await ledger.reserve(call, known);
  } catch (error) {
    // It may be reserved, although the answer was lost.
    if (isAnswerLost(error)) running.settleLater(call, givenBack, error);
    throw error;
  }
  const { outcome } = answer;
  if (outcome === 'unknown') throw tenantUnknown(call.tenant);
  if (outcome === 'inactive') throw tenantInactive(call.tenant);
  if (outcome === 'refused') throw exceeded(call.tenant, call.estimate, known, answer);
}

/** Errors of a connection on which no statement was sent. */
const beforeStatement: ReadonlySet<string> = new Set([
  'DATABASE_UNREACHABLE',
  'LOGIN_REFUSED',
  'POOL_EXHAUSTED',
  'SERVER_NOT_READY',
  'TOO_MANY_CONNECTIONS',
]);

const isAnswerLost = (error: unknown): boolean =>
  error instanceof WdhError && error.category === 'connection' && !beforeStatement.has(error.code);

function endOfFailure(
  error: unknown,
  { estimate }: LedgerCall,
  { costOfFailure, signal }: SpendOptions<never>,
): CallEnd {
  if (costOfFailure === undefined) {
    return signal?.aborted === true ? endAtEstimate(estimate) : givenBack;
  }
  try {
    const cost = costOfFailure(error);
    if (cost === null) return givenBack;
    const end = endAtCost(cost, () => undefined);
    return end.cost === '0' ? givenBack : end;
  } catch {
    // The error of the call is the one to report.
    return endAtEstimate(estimate);
  }
}

async function settle(
  { running }: SpendParts,
  call: LedgerCall,
  end: CallEnd,
  { onSettled }: Pick<SpendOptions<never>, 'onSettled'>,
): Promise<void> {
  try {
    await running.settle(call, end);
  } finally {
    running.leave(call);
  }
  if (end.cost !== null) onSettled?.({ cost: end.cost });
}

/** Returns the error for a call that does not fit in a budget. */
function exceeded(
  tenant: string,
  estimate: string,
  known: string | null,
  answer: LedgerAnswer,
): BudgetExceededError {
  const { spent: own, reserved, budget, graceThreshold, resetsAt } = answer;
  const spent = known !== null && new Big(known).gt(own) ? known : own;
  return new BudgetExceededError({
    tenant,
    spent: moneyText(spent),
    reserved: moneyText(reserved),
    budget: moneyText(budget),
    graceLimit: moneyText(graceLimitOf(budget, graceThreshold)),
    estimate: moneyText(estimate),
    resetsAt: timeIn(resetsAt),
  });
}
