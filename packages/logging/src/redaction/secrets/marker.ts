/** Stands in place of every secret. Has no character that a redaction rule gives a meaning. */
export const redactedMarker = '***REDACTED***';
