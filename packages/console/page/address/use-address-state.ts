import { useLocation } from 'preact-iso/router';
import { useCallback } from 'preact/hooks';

/** The query of the address, and how to change it. */
export interface AddressState {
  readonly query: URLSearchParams;
  /**
   * Changes values of the query; null removes one. `replace`: without a new entry in the history,
   * for what changes with each key.
   */
  readonly change: (
    values: Readonly<Record<string, string | null>>,
    options?: { readonly replace?: boolean },
  ) => void;
}

/** Returns the query of the address: reload and back keep what is in it. */
export function useAddress(): AddressState {
  const { url, path, route } = useLocation();
  const change: AddressState['change'] = useCallback(
    (values, { replace = false } = {}) => {
      const query = new URLSearchParams(location.search);
      for (const [name, value] of Object.entries(values)) {
        if (value === null || value === '') query.delete(name);
        else query.set(name, value);
      }
      const text = query.toString();
      route(text === '' ? path : `${path}?${text}`, replace);
    },
    [path, route],
  );
  return { query: new URL(url, location.origin).searchParams, change };
}

/** Returns one value of the query of the address, and how to change it. Null: it is not there. */
export function useAddressState(
  name: string,
): readonly [string | null, (value: string | null, options?: { replace?: boolean }) => void] {
  const { query, change } = useAddress();
  const set = useCallback(
    (value: string | null, options?: { replace?: boolean }) => {
      change({ [name]: value }, options);
    },
    [name, change],
  );
  return [query.get(name), set];
}
