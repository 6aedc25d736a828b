import { DeliveryError } from '../delivery/delivery-error.js';

/** The parts of nodemailer's errors that are read. Their messages contain answers, which contain addresses. */
interface SmtpFacts {
  readonly code?: unknown;
  /** The code of the system or of TLS, behind that of nodemailer. */
  readonly originalCode?: unknown;
  readonly responseCode?: unknown;
  /** Such as `RCPT TO`. */
  readonly command?: unknown;
  readonly permanent?: unknown;
}

/** Codes of nodemailer for failures that another attempt may not meet. */
const passing = new Set(['ECONNECTION', 'EDNS', 'ESOCKET']);
/** Codes of TLS: certificates, and failed handshakes. */
const ofTls = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_/u;

/** Describes a failure of nodemailer by its codes. */
export function smtpFailure(error: unknown): DeliveryError {
  const { code, originalCode, responseCode, command, permanent } = Object(error) as SmtpFacts;
  if (typeof responseCode === 'number') {
    const isRetryable = permanent !== true;
    return new DeliveryError(
      `The mail server answered ${responseCode}${commandOf(command)}.${advice(responseCode)}`,
      { isRetryable },
    );
  }
  const known = [originalCode, code].find((part) => typeof part === 'string') ?? 'no code';
  if (code === 'ETLS' || ofTls.test(known)) {
    const summary = `The connection to the mail server cannot be encrypted (${known}). Its certificate must be valid for the host.`;
    return new DeliveryError(summary, { isRetryable: false });
  }
  const isRetryable = typeof code === 'string' && passing.has(code);
  return new DeliveryError(`The mail server did not take the notice (${known}).`, { isRetryable });
}

/** Commands are of nodemailer; one of a server would not be repeated. */
const commandOf = (command: unknown): string =>
  typeof command === 'string' && /^[A-Z]{3,8}(?: [A-Z\d-]{2,12})?$/u.test(command)
    ? ` to ${command}`
    : '';

function advice(responseCode: number): string {
  if (responseCode === 535) return ' Check user and password.';
  return responseCode === 530 ? ' It requires a user and a password.' : '';
}
