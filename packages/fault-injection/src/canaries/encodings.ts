/** An encoding in which a value would still be disclosed. */
export interface Encoding {
  readonly name: string;
  /** Returns every text that contains the value in this encoding. */
  readonly encode: (value: string) => readonly string[];
}

/** Base64 of a value within a longer one: three texts, by its start position in a group of three bytes. */
function base64Within(value: string, alphabet: 'base64' | 'base64url'): readonly string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString(alphabet);
    // The characters at both ends also depend on the neighbours.
    const start = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    return encoded.slice(start, end);
  });
}

const hexOf = (value: string): string => Buffer.from(value).toString('hex');

/** Every encoding in which outputs are searched. */
export const encodings: readonly Encoding[] = [
  { name: 'plain', encode: (value) => [value] },
  { name: 'URL', encode: (value) => [encodeURIComponent(value), encodeURI(value)] },
  {
    name: 'form',
    encode: (value) => [new URLSearchParams({ '': value }).toString().slice(1)],
  },
  { name: 'JSON', encode: (value) => [JSON.stringify(value).slice(1, -1)] },
  {
    name: 'JSON within JSON',
    encode: (value) => [JSON.stringify(JSON.stringify(value)).slice(3, -3)],
  },
  {
    name: 'CSV or SQL',
    encode: (value) => [value.replaceAll('"', '""'), value.replaceAll("'", "''")],
  },
  { name: 'base64', encode: (value) => base64Within(value, 'base64') },
  { name: 'base64url', encode: (value) => base64Within(value, 'base64url') },
  { name: 'hex', encode: (value) => [hexOf(value), hexOf(value).toUpperCase()] },
];
