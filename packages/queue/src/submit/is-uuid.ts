const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;

/** Whether a text is a UUID as PostgreSQL writes it: the id of a run that the queue delivers. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}
