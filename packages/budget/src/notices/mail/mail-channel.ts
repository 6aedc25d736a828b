import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { isLoopback } from '../loopback.js';
import type { NoticeChannel, NoticeDelivery } from '../notice-channel.js';
import { noticeOptionInvalid } from '../notice-option-error.js';
import type { Notice } from '../notice.js';
import {
  type MailAddress,
  parseMailAddress,
  requireMailAddress,
  splitAddresses,
} from './mail-address.js';
import { smtpFailure } from './smtp-failure.js';
import { parseSmtpUrl, type SmtpServer } from './smtp-url.js';

/** Options of {@link mailChannel}. */
export interface MailChannelOptions {
  /**
   * The mail server: `smtps://user:password@host`, or `smtp://…` with STARTTLS, which is required unless
   * the host is this machine. Special characters are percent-encoded. Without it, notices are previewed in
   * the log. It is neither logged nor part of an error.
   */
  readonly url: string | null | undefined;
  /** The sender, such as `Budgets <budgets@example.org>`. Required with `url`. */
  readonly from?: string | null | undefined;
  /** Who receives the notices of all tenants, in addition to the address of the tenant. */
  readonly to?: string | readonly string[] | null | undefined;
  /** Certificates of private authorities, as PEM. Default: those of Node. */
  readonly ca?: string | undefined;
}

/**
 * Creates a channel that sends notices by mail, as text and HTML. Addresses of tenants that are invalid are
 * left out; those of `to` are not shown to tenants.
 *
 * @throws WdhError `NOTICE_OPTION_INVALID`
 */
export function mailChannel({ url, from, to, ca }: MailChannelOptions): NoticeChannel {
  if (url === null || url === undefined || url === '') return unconfigured;
  const server = parseSmtpUrl(url);
  if (from === null || from === undefined || from === '') {
    throw noticeOptionInvalid('A mail channel needs the option "from": the address of the sender.');
  }
  const sender = requireMailAddress(from, 'from');
  const operators = splitAddresses(to ?? []).map((text) => requireMailAddress(text, 'to'));
  const transport = createTransport(transportOptions(server, ca));
  const ids = new WeakMap<Notice, string>();
  return {
    name: 'mail',
    send: async (notice, { signal }) => {
      const recipients = recipientsOf(notice.alert.notifyEmail, operators);
      if (recipients === null) return { status: 'no_recipient' };
      // The same for both attempts: mailboxes recognize a mail that arrives twice.
      const messageId = ids.get(notice) ?? `<${randomUUID()}@${domainOf(sender)}>`;
      ids.set(notice, messageId);
      const { subject, text, html } = notice;
      const mail = { from: sender, ...recipients, subject, text, html, messageId, headers, signal };
      try {
        const { rejected } = await transport.sendMail({ ...mail, ...noFiles });
        return { status: 'sent', refused: rejected.length };
      } catch (error) {
        throw smtpFailure(error);
      }
    },
  };
}

const unconfigured: NoticeChannel = {
  name: 'mail',
  send: () => Promise.resolve<NoticeDelivery>({ status: 'not_configured' }),
};

/** Holiday messages do not answer a mail that has it: RFC 3834. */
const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/** A mail is made of texts alone. */
const noFiles = { disableFileAccess: true, disableUrlAccess: true };

/** How long a server may be silent. The notifier ends an attempt earlier. */
const silenceMs = 60_000;
const longestResponseBytes = 65_536;

function transportOptions({ host, port, tls, login }: SmtpServer, ca: string | undefined) {
  return {
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'off',
    tls: { minVersion: 'TLSv1.2' as const, ...(ca === undefined ? {} : { ca }) },
    ...(login === null ? {} : { auth: login }),
    allowInternalNetworkInterfaces: isLoopback(host),
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    socketCloseTimeout: 1_000,
    maxResponseSize: longestResponseBytes,
  };
}

/** Operators receive a copy that the tenant does not see; a notice without a tenant's address is theirs. */
function recipientsOf(
  notifyEmail: string | null,
  operators: readonly MailAddress[],
): { readonly to: MailAddress[]; readonly bcc?: MailAddress[] } | null {
  const ofTenant = splitAddresses(notifyEmail ?? '')
    .map((text) => parseMailAddress(text))
    .filter((address) => address !== null);
  if (ofTenant.length > 0) return { to: ofTenant, bcc: [...operators] };
  return operators.length > 0 ? { to: [...operators] } : null;
}

const domainOf = ({ address }: MailAddress): string => address.slice(address.lastIndexOf('@') + 1);
