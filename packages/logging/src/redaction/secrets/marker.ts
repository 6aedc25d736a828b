/** Replaces every secret. Has no character that is special in a redaction rule. */
export const redactedMarker = '***REDACTED***';
