import { copyNull } from '@wdh/postgres';

const escaped: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' };

/** Decodes the fields of a line that {@link LineBuffer} wrote; null for NULL. */
export function decodeLine(line: Buffer): (string | null)[] {
  const text = line.toString('utf8').replace(/\n$/, '');
  return text.split('\t').map((field) => {
    if (field === copyNull) return null;
    return field.replace(/\\(.)/g, (_, character: string) => escaped[character] ?? character);
  });
}
