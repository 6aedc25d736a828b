import { once } from 'node:events';
import { WdhError } from '@wdh/pipeline-core';
import { openBudget } from '../../src/open-budget.js';

/** What a program that pays is started with. */
export interface SpendCallsArgument {
  readonly connectionUrl: string;
  readonly tenant: string;
  readonly estimate: string;
  readonly cost: string;
  /** Most calls. Default: until the budget refuses one. */
  readonly calls?: number;
  /** Whether each call lasts until SIGUSR2. Default false. */
  readonly isHeld?: boolean;
  readonly reservationMs?: number;
  /** How wrong the clock of the process is, in milliseconds. Default 0. */
  readonly clockErrorMs?: number;
}

/** Pays for calls from SIGUSR2 on, and prints how many were made: `made 3 BUDGET_EXCEEDED`. */
const argument = JSON.parse(process.argv[2] ?? '{}') as SpendCallsArgument;
const { connectionUrl, tenant, estimate, cost, calls = Infinity, reservationMs } = argument;
if (argument.clockErrorMs !== undefined) {
  const now = Date.now.bind(Date);
  const error = argument.clockErrorMs;
  globalThis.Date = class extends Date {
    constructor(time: number = now() + error) {
      super(time);
    }
    static override now = () => now() + error;
  } as DateConstructor;
}
const budget = openBudget({ connectionUrl, poolSize: 1, reservationMs });
// Its connection is open before the race begins, and the process stays until the signal comes.
await budget.getBudgetStatus(tenant);
const alive = setInterval(() => undefined, 60_000);
const begun = once(process, 'SIGUSR2');
process.stdout.write('ready\n');
await begun;
let made = 0;
let code = 'DONE';
while (made < calls && code === 'DONE') {
  const call = async (): Promise<void> => {
    const ended = argument.isHeld === true ? once(process, 'SIGUSR2') : null;
    process.stdout.write('in call\n');
    await ended;
  };
  try {
    await budget.spend(tenant, estimate, call, {
      cost: () => cost,
      origin: { executionId: 'exec_1', jobName: 'companies', rowNumber: 7 },
    });
    made += 1;
  } catch (error) {
    if (!(error instanceof WdhError)) throw error;
    code = error.code;
  }
}
await budget.close();
process.stdout.write(`made ${made} ${code}\n`);
clearInterval(alive);
