import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { type ReceivedMail, readMail } from './received-mail.js';
import type { TestCertificate } from './test-authority.js';

/** The requirements of a {@link MailServer}. */
export interface MailServerOptions {
  readonly certificate?: TestCertificate;
  /** Whether connections are encrypted from the first byte. */
  readonly isImplicit?: boolean;
  /** Who may log in. Default: there are no logins. */
  readonly login?: { readonly user: string; readonly pass: string };
  /** How it fails. */
  readonly faults?: Pick<SMTPServerOptions, 'onConnect' | 'onRcptTo'>;
  /** Called with each mail that was received, before it is acknowledged. */
  readonly onMail?: (count: number) => Promise<Error | null>;
}

/** An error that a server answers with a code. */
export const answer = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/** A real mail server, which keeps the mails that it receives. */
export class MailServer implements AsyncDisposable {
  readonly mails: ReceivedMail[] = [];
  /** Passwords that were sent to it, also wrong ones. */
  readonly passwords: string[] = [];
  readonly #server: SMTPServer;
  connections = 0;

  static async start(options: MailServerOptions = {}): Promise<MailServer> {
    const server = new MailServer(options);
    const listening = server.#server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    return server;
  }

  private constructor(options: MailServerOptions) {
    const { certificate, isImplicit = false, login, faults = {}, onMail } = options;
    const disabled = [
      ...(certificate === undefined ? ['STARTTLS'] : []),
      ...(login === undefined ? ['AUTH'] : []),
    ];
    this.#server = new SMTPServer({
      ...(certificate === undefined ? {} : { cert: certificate.cert, key: certificate.key }),
      secure: isImplicit,
      disabledCommands: disabled,
      disableReverseLookup: true,
      closeTimeout: 1,
      onAuth: ({ username, password }, _session, callback) => {
        this.passwords.push(password ?? '');
        const isRight = login !== undefined && username === login.user && password === login.pass;
        if (isRight) callback(null, { user: username });
        else callback(answer(535, `5.7.8 no login of ${username} with ${password}`));
      },
      onData: (stream, session, callback) => {
        void text(stream).then(async (raw) => {
          const { mailFrom, rcptTo } = session.envelope;
          this.mails.push({
            ...readMail(raw),
            from: mailFrom === false ? '' : mailFrom.address,
            recipients: rcptTo.map(({ address }) => address),
            isEncrypted: session.secure,
            user: typeof session.user === 'string' ? session.user : null,
          });
          callback(await onMail?.(this.mails.length));
        });
      },
      ...faults,
    });
    this.#server.on('error', () => undefined);
    this.#server.server.on('connection', () => (this.connections += 1));
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  /** Cuts all connections, without a word. */
  cut(): void {
    for (const { _socket: socket } of this.#server.connections as Set<{
      _socket: { destroy(): void };
    }>) {
      socket.destroy();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
