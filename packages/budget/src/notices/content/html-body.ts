import { html } from 'hono/html';
import type { BudgetAlert } from '../../alerts/budget-alert.js';
import type { LevelText } from './level-text.js';
import type { NoticeFacts } from './notice-facts.js';
import { figuresOf } from './notice-figures.js';
import { footer } from './text-body.js';

/** Readable on a light and on a dark background. */
const colors: Readonly<Record<BudgetAlert['level'], string>> = {
  alert: '#d97706',
  critical: '#dc2626',
  blocked: '#b91c1c',
};

/**
 * Writes the HTML part of a mail. Texts are escaped. Colours of text and background are those of the
 * reader, so that it can be read in dark mode too.
 */
export async function htmlBody(
  level: BudgetAlert['level'],
  { subject, summary, advice }: LevelText,
  facts: NoticeFacts,
): Promise<string> {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${subject}</title>
      </head>
      <body style="margin:0;padding:16px;font-family:system-ui,sans-serif;line-height:1.5">
        <div style="max-width:36em;padding-left:16px;border-left:4px solid ${colors[level]}">
          <p style="margin-top:0"><strong>${summary}</strong></p>
          <table style="border-collapse:collapse">
            ${figuresOf(facts).map(
              ({ label, value }) =>
                html`<tr>
                  <th scope="row" style="padding:2px 16px 2px 0;text-align:left">${label}</th>
                  <td style="padding:2px 0"><bdi>${value}</bdi></td>
                </tr>`,
            )}
          </table>
          ${advice.map((sentence) => html`<p>${sentence}</p>`)}
          <p><small>${footer}</small></p>
        </div>
      </body>
    </html>`;
  return String(await page);
}
