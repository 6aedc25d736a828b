import { isLoopback } from '../loopback.js';
import type { NoticeChannel } from '../notice-channel.js';
import { noticeOptionInvalid } from '../notice-option-error.js';
import { slackRefusal, slackUnreachable } from './slack-failure.js';
import { slackMessage } from './slack-message.js';

/** Options of {@link slackChannel}. */
export interface SlackChannelOptions {
  /**
   * The URL of an incoming webhook. Without it, notices are previewed in the log. It is a secret: it is
   * neither logged nor part of an error.
   */
  readonly webhookUrl: string | null | undefined;
}

/**
 * Creates a channel that posts notices to Slack, or to another service with its incoming webhooks.
 *
 * @throws WdhError `NOTICE_OPTION_INVALID`
 */
export function slackChannel({ webhookUrl }: SlackChannelOptions): NoticeChannel {
  const isConfigured = webhookUrl !== null && webhookUrl !== undefined && webhookUrl !== '';
  const url = isConfigured ? checkedUrl(webhookUrl) : null;
  return {
    name: 'slack',
    send: async (notice, { signal }) => {
      if (url === null) return { status: 'not_configured' };
      const refusal = await post(url, JSON.stringify(slackMessage(notice)), signal);
      if (refusal !== null) throw refusal;
      return { status: 'sent' };
    },
  };
}

async function post(url: URL, body: string, signal: AbortSignal) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body,
      // Another host would receive the notice.
      redirect: 'manual',
      signal,
    });
    return await slackRefusal(response);
  } catch (error) {
    throw slackUnreachable(error);
  }
}

function checkedUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPrivate =
    url?.protocol === 'https:' ||
    (url?.protocol === 'http:' && isLoopback(url.hostname.replace(/^\[(.*)\]$/u, '$1')));
  if (url === null || !isPrivate || url.username !== '' || url.password !== '') {
    throw noticeOptionInvalid(
      'The URL of the Slack webhook cannot be used: it must begin with https://, without user and password.',
    );
  }
  return url;
}
