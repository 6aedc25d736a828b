import type { LevelText } from './level-text.js';
import type { NoticeFacts } from './notice-facts.js';
import { figuresOf } from './notice-figures.js';

/** The last line of every mail. */
export const footer = 'Sent by WorkDataHub, because a budget has reached a level.';

/** Writes the text part of a mail. */
export function textBody({ summary, advice }: LevelText, facts: NoticeFacts): string {
  const figures = figuresOf(facts);
  const width = Math.max(...figures.map(({ label }) => label.length)) + 1;
  const table = figures.map(({ label, value }) => `${`${label}:`.padEnd(width)} ${value}`);
  return `${[summary, table.join('\n'), ...advice, `-- \n${footer}`].join('\n\n')}\n`;
}
