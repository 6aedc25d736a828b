import { WdhError } from '@wdh/pipeline-core';

/**
 * Parses the section of a service in a service file.
 *
 * @param path - For messages.
 * @returns The parameters by name; undefined if the file has no such section.
 * @throws WdhError `SERVICE_FILE_INVALID`, which names the line, and contains no value.
 * @see https://www.postgresql.org/docs/current/libpq-pgservice.html
 */
export function parseService(
  text: string,
  service: string,
  path: string,
): Map<string, string> | undefined {
  let found: Map<string, string> | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('[')) {
      if (found !== undefined) return found;
      if (line.startsWith(`[${service}]`)) found = new Map();
      continue;
    }
    if (found === undefined) continue;
    const [name, value] = parametersOf(line, (fault, advice) =>
      invalid(`Line ${index + 1} of the service file ${path} ${fault}. ${advice}.`),
    );
    // As in libpq, the first value is used.
    if (!found.has(name)) found.set(name, value);
  }
  return found;
}

function parametersOf(
  line: string,
  refuse: (fault: string, advice: string) => Error,
): readonly [string, string] {
  if (/^ldap:/i.test(line)) {
    throw refuse(
      'asks an LDAP server',
      'Write the parameters into the file: LDAP is not supported',
    );
  }
  const at = line.indexOf('=');
  if (at < 0) throw refuse('has no "="', 'Write PARAMETER=VALUE');
  const name = line.slice(0, at);
  if (!/^\w+$/.test(name)) {
    throw refuse('has no parameter before "="', 'Write PARAMETER=VALUE, without blanks around "="');
  }
  if (name === 'service' || name === 'servicefile') {
    throw refuse(`names another ${name}`, 'Write the parameters themselves');
  }
  return [name, line.slice(at + 1)];
}

function invalid(message: string): WdhError {
  return new WdhError(message, { code: 'SERVICE_FILE_INVALID', category: 'usage' });
}
