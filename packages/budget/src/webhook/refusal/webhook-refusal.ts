/** A delivery that is refused, as an answer with a stable code. */
export class WebhookRefusal extends Error {
  /** Of HTTP, such as 401. */
  readonly status: number;
  /** Stable, such as `SIGNATURE_WRONG`. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  /** @param message - what failed and what to do, without any value of the request. */
  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'WebhookRefusal';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** Returns the refusal of a delivery that could not be stored, and may be sent again. */
export function unavailable(message: string): WebhookRefusal {
  return new WebhookRefusal(503, 'ALERT_NOT_STORED', message, { 'retry-after': '5' });
}
