import { useEffect, useState } from 'preact/hooks';
import type { ApiProblem } from '../../api/api-problem.js';
import { asProblem, send } from '../../api/send.js';
import { Button } from '../../parts/form/button.js';
import { TextField } from '../../parts/form/fields.js';
import { Notice } from '../../parts/notice/notice.js';
import { Problem } from '../../parts/notice/problem.js';
import { takeTokenOfLink } from './token-of-link.js';
import './login-page.css';

/** Asks for a token, or takes that of the link which the console printed. */
export function LoginPage({
  hasExpired,
  onLogin,
}: {
  readonly hasExpired: boolean;
  readonly onLogin: () => void;
}) {
  const [token, setToken] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const logIn = async (given: string): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await send('POST', '/session', { token: given });
      onLogin();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  useEffect(() => {
    document.title = 'Log in · WorkDataHub';
    const given = takeTokenOfLink();
    if (given !== null) void logIn(given);
  }, []);
  return (
    <main class="alone login">
      <h1>WorkDataHub</h1>
      {hasExpired ? (
        <Notice kind="warning" title="Your login has ended" isUrgent>
          <p>Log in again: this page is shown again as it was.</p>
        </Notice>
      ) : null}
      {problem === null ? null : problem.status === 401 ? (
        <Notice kind="danger" title="The login failed" isUrgent>
          <p>{problem.message}</p>
        </Notice>
      ) : (
        <Problem problem={problem} />
      )}
      <form
        class="card login__form"
        onSubmit={(event) => {
          event.preventDefault();
          if (token.trim() !== '') void logIn(token.trim());
        }}
      >
        <TextField
          label="Token"
          name="token"
          type="password"
          value={token}
          onChange={setToken}
          isRequired
          hint="The command wdh console prints a link that logs in. A token of the settings works here too."
        />
        <Button type="submit" kind="main" isBusy={isBusy}>
          {isBusy ? 'Logging in …' : 'Log in'}
        </Button>
      </form>
    </main>
  );
}
