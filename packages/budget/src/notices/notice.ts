import type { BudgetAlert } from '../alerts/budget-alert.js';
import { htmlBody } from './content/html-body.js';
import { levelText } from './content/level-text.js';
import { type NoticeFacts, noticeFacts } from './content/notice-facts.js';
import { textBody } from './content/text-body.js';

/** What is sent about an alert. Channels use the parts that they can show. */
export interface Notice {
  readonly alert: BudgetAlert;
  /** The parts of the alert for people, one line each, not escaped. */
  readonly facts: NoticeFacts;
  /** Tenant, level and percentage, in one line. */
  readonly subject: string;
  /** What happened, in one sentence. */
  readonly summary: string;
  /** What follows, what to do, and when the budget is reset. */
  readonly advice: readonly string[];
  /** All of it, as plain text. */
  readonly text: string;
  /** All of it, as a page of HTML. */
  readonly html: string;
}

/** Writes the notice of an alert. */
export async function renderNotice(alert: BudgetAlert): Promise<Notice> {
  const facts = noticeFacts(alert);
  const words = levelText(alert.level, facts);
  const html = await htmlBody(alert.level, words, facts);
  return { alert, facts, ...words, text: textBody(words, facts), html };
}
