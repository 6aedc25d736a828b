import type { WireSession } from '../../src/wire/session.js';
import { createStore, useStore } from './store.js';

/** Who is logged in. `expired`: someone was; `unknown`: the server was not asked yet. */
export type Login =
  | { readonly state: 'unknown' | 'none' | 'expired' }
  | { readonly state: 'known'; readonly session: WireSession };

/** Who is logged in, for all parts of the page. */
export const login = createStore<Login>({ state: 'unknown' });

/** Notes that the server no longer knows this session. */
export function noteExpiredLogin(): void {
  if (login.get().state === 'known') login.set({ state: 'expired' });
}

/** Returns the session; null before the login. */
export function useSession(): WireSession | null {
  const known = useStore(login);
  return known.state === 'known' ? known.session : null;
}

/** Returns whether the reader has a role. */
export function useRole(role: WireSession['roles'][number]): boolean {
  return useSession()?.roles.includes(role) ?? false;
}
