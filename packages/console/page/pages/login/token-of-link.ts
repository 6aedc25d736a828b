const fragment = /^#token=([\w-]{16,200})$/;

/** Returns the token of a login link and removes it from the address; null if there is none. */
export function takeTokenOfLink(): string | null {
  const found = fragment.exec(location.hash)?.[1] ?? null;
  if (location.hash.startsWith('#token=')) {
    history.replaceState(null, '', location.pathname + location.search);
  }
  return found;
}
