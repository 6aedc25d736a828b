import * as v from 'valibot';

/** A secret as our programs accept it: letters, digits and the signs of base64 and base64url. */
const secret = /^[\w.~+/=-]{32,200}$/u;

/** Whether a text is a secret of 32 to 200 characters. */
export const isSecret = (text: string): boolean => secret.test(text);

/** What to do about a secret that is not accepted. */
export const secretAdvice =
  'Use letters, digits and . _ ~ + / = -, as openssl rand -hex 32 prints them.';

/** Splits a list that commas separate. */
export const listOf = (text: string): readonly string[] =>
  text.split(',').map((item) => item.trim());

/**
 * A setting without a default. What is wrong with it is not repeated, because it may be a secret.
 *
 * @param read - Converts the text; undefined refuses it.
 */
export function optionalEntry<Output>(
  description: string,
  action: string,
  read: (text: string) => Output | undefined,
): v.GenericSchema<string | undefined, Output | undefined> {
  const parsed = v.pipe(
    v.string(),
    v.rawTransform<string, Output>(({ dataset, addIssue, NEVER }) => {
      const value = read(dataset.value);
      if (value !== undefined) return value;
      addIssue({ message: action });
      return NEVER;
    }),
  );
  return v.pipe(v.optional(parsed), v.description(description));
}

/** Reads an address of the web without user, query and fragment; a final slash is removed. */
export function plainUrlOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, search, hash, origin, pathname } = new URL(text);
  const isPlain = username === '' && search === '' && hash === '';
  if (!isPlain || !['http:', 'https:'].includes(protocol)) return undefined;
  return `${origin}${pathname.replace(/\/+$/u, '')}`;
}
