/** A mail as a server received it. */
export interface ReceivedMail {
  readonly from: string;
  readonly recipients: readonly string[];
  readonly isEncrypted: boolean;
  /** Who logged in. */
  readonly user: string | null;
  readonly raw: string;
  /** By name in lower case, unfolded; encoded words are decoded. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
}

/** Reads the headers and the two parts of a mail, as far as this package writes them. */
export function readMail(raw: string): Pick<ReceivedMail, 'raw' | 'headers' | 'text' | 'html'> {
  const { headers, body } = split(raw);
  const boundary = /boundary="([^"]+)"/u.exec(headers.get('content-type') ?? '')?.[1] ?? '';
  const parts = body.split(`--${boundary}`).map((part) => split(part.replace(/^\r\n/u, '')));
  const partOf = (type: string): string => {
    const part = parts.find((each) => each.headers.get('content-type')?.startsWith(type));
    if (part === undefined) throw new Error(`The mail has no part ${type}.`);
    return decodeBody(part.body, part.headers.get('content-transfer-encoding') ?? '7bit');
  };
  return { raw, headers, text: partOf('text/plain'), html: partOf('text/html') };
}

function split(part: string): { headers: Map<string, string>; body: string } {
  const end = part.indexOf('\r\n\r\n');
  const lines = part
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/gu, ' ')
    .split('\r\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [name = '', value = ''] = line.split(/:\s*(.*)/su);
    if (headers.has(name.toLowerCase())) throw new Error(`The header ${name} occurs twice.`);
    headers.set(name.toLowerCase(), decodeWords(value));
  }
  return { headers, body: part.slice(end + 4) };
}

const bytesOf = (text: string): Buffer =>
  Buffer.from(
    text.replaceAll(/=([\dA-F]{2})/giu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );

function decodeWords(value: string): string {
  const joined = value.replaceAll(/\?=\s+=\?/gu, '?==?');
  return joined.replaceAll(/=\?utf-8\?([bq])\?(.*?)\?=/giu, (_, kind: string, word: string) =>
    kind.toLowerCase() === 'b'
      ? Buffer.from(word, 'base64').toString('utf8')
      : bytesOf(word.replaceAll('_', ' ')).toString('utf8'),
  );
}

function decodeBody(body: string, encoding: string): string {
  const content = body.replace(/\r\n$/u, '');
  if (encoding === 'base64') return Buffer.from(content, 'base64').toString('utf8');
  const isQuoted = encoding === 'quoted-printable';
  const decoded = isQuoted ? bytesOf(content.replaceAll('=\r\n', '')).toString('utf8') : content;
  return decoded.replaceAll('\r\n', '\n');
}
