import picomatch from 'picomatch';
import type { NameGroups } from './watch.js';

/** A pattern of the names of files. */
export interface NamePattern {
  /** The names of its groups. */
  readonly groups: ReadonlySet<string>;
  /** Returns the groups of a name; null if the pattern does not match the whole of it. */
  readonly match: (name: string) => NameGroups | null;
}

/**
 * Compiles a pattern of names: a text is a glob, and a regular expression has to match the whole
 * name.
 */
export function namePattern(pattern: string | RegExp): NamePattern {
  if (typeof pattern === 'string') {
    const matches = picomatch(pattern);
    return { groups: new Set(), match: (name) => (matches(name) ? {} : null) };
  }
  // A position would be kept between two names, and lines are no names.
  const flags = pattern.flags.replaceAll(/[gmy]/g, '');
  const whole = new RegExp(`^(?:${pattern.source})$`, flags);
  return {
    groups: new Set(Object.keys(new RegExp(`${pattern.source}|`, flags).exec('')?.groups ?? {})),
    match: (name) => {
      const found = whole.exec(name);
      return found === null ? null : presentGroups(found.groups ?? {});
    },
  };
}

/** A group of an alternative that does not match has no value. */
function presentGroups(groups: Readonly<Record<string, string | undefined>>): NameGroups {
  const present = Object.entries(groups).filter(([, text]) => text !== undefined);
  return Object.fromEntries(present) as NameGroups;
}
