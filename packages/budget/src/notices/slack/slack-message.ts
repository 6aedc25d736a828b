import type { BudgetAlert } from '../../alerts/budget-alert.js';
import type { Notice } from '../notice.js';

/** Longest header of Slack is 150 characters; an escaped one may be five times as long. */
const longestHeader = 150;

const signs: Readonly<Record<BudgetAlert['level'], string>> = {
  alert: '⚠️',
  critical: '🔴',
  blocked: '⛔',
};

/**
 * Writes a notice as a message of Slack: a header, the sentence, the figures, and what to do.
 *
 * Texts with names are `plain_text`, in which nothing is a link, a mention or a format. The characters that
 * Slack reads as controls are escaped in all texts.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function slackMessage({ alert, facts, subject, summary, advice }: Notice): object {
  const title = `${signs[alert.level]} ${subject}`;
  const figures = [
    ['Spent', facts.spent],
    ['Budget', facts.budget],
    ['Used', facts.used ?? 'no budget'],
    ['Refused from', `${facts.graceLimit} (${facts.graceThreshold})`],
    ['Reset', facts.resets ?? 'never'],
  ] as const;
  return {
    // For notifications, and clients that show no blocks.
    text: escaped(`${title}. ${summary}`),
    blocks: [
      { type: 'header', text: plain(shortened(title)) },
      { type: 'section', text: plain(summary) },
      {
        type: 'section',
        fields: figures.map(([label, value]) => ({
          type: 'mrkdwn',
          text: `*${label}*\n${escaped(value)}`,
        })),
      },
      { type: 'section', text: plain(advice.join('\n')) },
      { type: 'context', elements: [plain(`Reported by ${facts.reportedBy} · ${facts.at}`)] },
    ],
  };
}

const plain = (text: string): object => ({ type: 'plain_text', emoji: false, text: escaped(text) });

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Cuts a text so that it fits into a header also when it is escaped. */
function shortened(text: string): string {
  if (escaped(text).length <= longestHeader) return text;
  let kept = '';
  for (const character of text) {
    if (escaped(kept + character).length >= longestHeader) break;
    kept += character;
  }
  return `${kept}…`;
}
