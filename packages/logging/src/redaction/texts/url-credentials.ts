import { redactedMarker } from '../secrets/marker.js';

/** A password with a blank in it; web addresses and ports are not matched. */
const urlWithBlank =
  /\b(?!(?:https?|wss?|file):)([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:@/]*:)(?!\d+(?:[/?\s]|$))[^@\r\n]{0,256}(?=@)/gi;

/**
 * Replaces passwords of users in URLs. Passwords are not always encoded, so the last @ of a run
 * without blanks ends them.
 */
export function redactUrls(text: string): string {
  if (!text.includes('@')) return text;
  const rest = text.replace(oracle, `$1${redactedMarker}`);
  if (!rest.includes('://')) return rest;
  return rest.replace(/\S+/g, redactUrl).replace(urlWithBlank, `$1${redactedMarker}`);
}

/** A web address up to the end of its host. */
const hostOnly = /^.?https?:\/\/(?:\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?[/?#]/i;

/** `jdbc:oracle:thin:user/password@host`. */
const oracle = /(\boracle:\w+:[^\s/@]{1,128}\/)[^\s@]+(?=@)/gi;

function redactUrl(run: string): string {
  const scheme = run.indexOf('://');
  const at = run.lastIndexOf('@');
  if (scheme === -1 || at < scheme) return run;
  const start = scheme + 3;
  // A web address whose host ends before any @ has no user, but may contain another URL.
  if (hostOnly.test(run.slice(Math.max(scheme - 5, 0), at)))
    return run.slice(0, start) + redactUrl(run.slice(start));
  const colon = run.indexOf(':', start);
  if (colon !== -1 && colon < at) return run.slice(0, colon + 1) + redactedMarker + run.slice(at);
  // Without a password, the text before the @ is a name, or for web addresses often a token.
  const isName = !/https?$/i.test(run.slice(0, scheme)) || run.slice(start, at).includes('/');
  return isName ? run : run.slice(0, start) + redactedMarker + run.slice(at);
}
