/** A request that is refused for a reason of its own, as an answer with a stable code. */
export class Refusal extends Error {
  /** Of HTTP, such as 404. */
  readonly status: number;
  /** Stable, such as `RUN_NOT_FOUND`. */
  readonly code: string;
  /** Problems by field of a form. */
  readonly fields: Readonly<Record<string, string>> | undefined;
  readonly headers: Readonly<Record<string, string>>;

  /** @param message - what failed and what to do, for people; without values. */
  constructor(
    status: number,
    code: string,
    message: string,
    { fields, headers = {} }: Pick<Partial<Refusal>, 'fields' | 'headers'> = {},
  ) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.headers = headers;
  }
}
