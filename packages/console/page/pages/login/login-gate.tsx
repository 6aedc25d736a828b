import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso/router';
import { useEffect } from 'preact/hooks';
import type { WireSession } from '../../../src/wire/session.js';
import { basePath } from '../../address/base-path.js';
import { login } from '../../api/session.js';
import { useStore } from '../../api/store.js';
import { useAnswer } from '../../api/use-answer.js';
import { Problem } from '../../parts/notice/problem.js';
import { LoginPage } from './login-page.js';

/** Shows the login until the reader is logged in, and again when the session has ended. */
export function LoginGate({
  children,
}: {
  readonly children: (session: WireSession) => ComponentChildren;
}) {
  const known = useStore(login);
  const { path, route } = useLocation();
  const answer = useAnswer<WireSession>('/session');
  const { data, problem, isLoading } = answer;
  useEffect(() => {
    if (isLoading) return;
    if (problem?.status === 401) {
      login.set({ state: login.get().state === 'known' ? 'expired' : 'none' });
    } else if (data !== undefined) {
      login.set({ state: 'known', session: data });
    }
  }, [data, problem, isLoading]);
  const isLoginPath = path === `${basePath()}/login`;
  useEffect(() => {
    if (known.state === 'known' && isLoginPath) route(`${basePath()}/`, true);
  }, [known.state, isLoginPath, route]);

  if (known.state === 'known') return <>{isLoginPath ? null : children(known.session)}</>;
  if (known.state !== 'unknown') {
    return <LoginPage hasExpired={known.state === 'expired'} onLogin={answer.reload} />;
  }
  if (problem === undefined || problem.status === 401) return null;
  return (
    <main class="alone">
      <Problem problem={problem} retry={answer.reload} />
    </main>
  );
}
