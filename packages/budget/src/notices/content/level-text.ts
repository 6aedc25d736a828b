import type { BudgetAlert } from '../../alerts/budget-alert.js';
import type { NoticeFacts } from './notice-facts.js';

/** The words of a notice: what happened, and what to do. */
export interface LevelText {
  readonly subject: string;
  /** One sentence. */
  readonly summary: string;
  /** What follows from it, and what to do: sentences. */
  readonly advice: readonly string[];
}

type Level = BudgetAlert['level'];

/** Writes the words of a notice for a level. */
export function levelText(level: Level, facts: NoticeFacts): LevelText {
  const share = facts.used === null ? `a budget of ${facts.budget}` : `${facts.used} used`;
  return {
    subject: `[Budget ${level}] ${facts.tenant}: ${share}`,
    summary: summaries[level](facts),
    advice: [...advices[level](facts), reset(level, facts)],
  };
}

const summaries: Readonly<Record<Level, (facts: NoticeFacts) => string>> = {
  alert: (facts) => `${facts.tenant} has spent ${part(facts)}.`,
  critical: (facts) => `${facts.tenant} has used up its budget: it has spent ${part(facts)}.`,
  blocked: (facts) => `Paid calls of ${facts.tenant} are refused: it has spent ${part(facts)}.`,
};

const advices: Readonly<Record<Level, (facts: NoticeFacts) => readonly string[]>> = {
  alert: (facts) => [
    `Paid calls go on. They are refused when the spend reaches ${limit(facts)}.`,
    'To see what spends: wdh budget status. To add to the budget in time: wdh budget override.',
  ],
  critical: (facts) => [
    `Paid calls go on within the grace. They are refused when the spend reaches ${limit(facts)}.`,
    'Stop the jobs that can wait, or add to the budget now: wdh budget override.',
  ],
  blocked: (facts) => [
    `The spend has reached ${limit(facts)}. Runs that need a paid call end with BUDGET_EXCEEDED, or reject their remaining rows.`,
    'To let calls go on, add to the budget: wdh budget override. Then repeat the runs, or replay their rejected rows.',
  ],
};

const part = ({ spent, budget, used }: NoticeFacts): string =>
  `${spent} of a budget of ${budget}${used === null ? '' : ` (${used})`}`;

const limit = ({ graceLimit, graceThreshold }: NoticeFacts): string =>
  `${graceLimit} (${graceThreshold} of the budget)`;

function reset(level: Level, { resets }: NoticeFacts): string {
  if (resets === null) return 'The budget has no end: it is not reset by itself.';
  return level === 'blocked'
    ? `Otherwise calls are refused until the budget is reset: ${resets}.`
    : `The budget is reset: ${resets}.`;
}
