/** Words that cannot name a constant of a module. */
const wordsOfTypeScript: ReadonlySet<string> = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval
  export extends false finally for function if implements import in instanceof interface let new
  null package private protected public return static super switch this throw true try typeof
  undefined var void while with yield`.split(/\s+/),
);

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Converts a name in snake case to the name of a constant: `wildlife_strikes` to `wildlifeStrikes`. */
export function constantName(name: string): string {
  const camel = name
    .replace(/[^\p{ID_Continue}$_]+/gu, '_')
    .replace(/_+(.)?/gu, (_, next: string | undefined, at: number) =>
      at === 0 ? (next ?? '') : (next ?? '').toUpperCase(),
    );
  return identifier.test(camel) && !wordsOfTypeScript.has(camel) ? camel : `_${camel}`;
}

/** Converts a name to the name of a type: `wildlife_strikes` to `WildlifeStrikes`. */
export function typeName(name: string): string {
  const constant = constantName(name).replace(/^_(?=\p{L})/u, '');
  const [first = ''] = constant;
  return first.toUpperCase() + constant.slice(first.length);
}

/** Writes the name of a property, quoted where necessary. */
export function propertyName(name: string): string {
  // As a plain name, it would set the prototype.
  if (name === '__proto__') return "['__proto__']";
  return identifier.test(name) ? name : stringLiteral(name);
}

/** Writes the access to a property: `.a_b`, or `['2020']`. */
export const memberAccess = (name: string): string =>
  identifier.test(name) ? `.${name}` : `[${stringLiteral(name)}]`;

/** Writes a text as a string in single quotes. */
export function stringLiteral(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}

/** Writes a text in a comment, which it must not end. */
export const inComment = (text: string): string =>
  text.replaceAll('*/', '* /').replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
