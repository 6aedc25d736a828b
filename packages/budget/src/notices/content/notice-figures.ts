import type { NoticeFacts } from './notice-facts.js';

/** One row of the table in a notice. */
export interface NoticeFigure {
  readonly label: string;
  readonly value: string;
}

/** Lists the facts of a notice in the order of its table. */
export function figuresOf(facts: NoticeFacts): readonly NoticeFigure[] {
  return [
    { label: 'Tenant', value: facts.tenant },
    { label: 'Spent', value: facts.spent },
    { label: 'Budget', value: facts.budget },
    { label: 'Used', value: facts.used ?? 'no budget' },
    { label: 'Refused from', value: `${facts.graceLimit} (${facts.graceThreshold})` },
    { label: 'Reset', value: facts.resets ?? 'never' },
    { label: 'Reported by', value: facts.reportedBy },
    { label: 'Time', value: facts.at },
  ];
}
