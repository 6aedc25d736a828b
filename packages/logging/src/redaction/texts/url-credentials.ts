import { redactedMarker } from '../secrets/marker.js';

/** A password with a blank in it; web addresses are left alone, and so are ports. */
const urlWithBlank =
  /\b(?!(?:https?|wss?|file):)([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:@/]*:)(?!\d+(?:[/?\s]|$))[^@\r\n]{0,256}(?=@)/gi;

/**
 * Replaces passwords of users in URLs. Passwords are not always encoded, so the last @ of a run
 * without blanks ends them.
 */
export function redactUrls(text: string): string {
  if (!text.includes('://') || !text.includes('@')) return text;
  return text.replace(/\S+/g, redactUrl).replace(urlWithBlank, `$1${redactedMarker}`);
}

function redactUrl(run: string): string {
  const scheme = run.indexOf('://');
  const at = run.lastIndexOf('@');
  if (scheme === -1 || at < scheme) return run;
  const start = scheme + 3;
  const colon = run.indexOf(':', start);
  if (colon !== -1 && colon < at) return run.slice(0, colon + 1) + redactedMarker + run.slice(at);
  // Without a password, what stands before the @ is a name, or for web addresses often a token.
  const isName = !/https?$/i.test(run.slice(0, scheme)) || run.slice(start, at).includes('/');
  return isName ? run : run.slice(0, start) + redactedMarker + run.slice(at);
}
