import { useState } from 'preact/hooks';
import type { WireSession } from '../../../src/wire/session.js';
import type { ApiProblem } from '../../api/api-problem.js';
import { asProblem, send } from '../../api/send.js';
import { login } from '../../api/session.js';
import { useStore } from '../../api/store.js';
import { Button } from '../../parts/form/button.js';
import { Problem } from '../../parts/notice/problem.js';
import { Icon } from '../../parts/text/icon.js';
import { Moment } from '../../parts/text/moment.js';
import { theme, timeZone } from '../../preferences/preferences.js';
import { ChoiceGroup } from './choice-group.js';
import { SessionsDialog } from './sessions-dialog.js';
import './user-menu.css';

/** Who is logged in, how the page looks, and the way out. */
export function UserMenu({ session }: { readonly session: WireSession }) {
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [areSessionsShown, setSessionsShown] = useState(false);
  const logOut = async (): Promise<void> => {
    setBusy(true);
    try {
      await send('DELETE', '/session');
      login.set({ state: 'none' });
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <div class="user-menu">
      <button type="button" class="button button--quiet" popovertarget="user-menu">
        <Icon name="user" />
        <span class="user-menu__name">{session.user}</span>
      </button>
      <div id="user-menu" class="user-menu__box" popover="auto">
        <p>
          <strong>{session.user}</strong>
          <br />
          <span class="muted">Roles: {session.roles.join(', ')}</span>
          <br />
          <span class="muted">
            {session.expiresAt === null ? (
              'Each request says who you are: a proxy or a token does that.'
            ) : (
              <>
                Logged in until <Moment at={session.expiresAt} />
              </>
            )}
          </span>
        </p>
        <ChoiceGroup
          label="Colours"
          name="theme"
          value={useStore(theme)}
          onChange={theme.set}
          choices={[
            { value: 'system', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
        <ChoiceGroup
          label="Times"
          name="times"
          value={useStore(timeZone)}
          onChange={timeZone.set}
          choices={[
            { value: 'local', label: 'My zone' },
            { value: 'utc', label: 'UTC' },
          ]}
        />
        {problem === null ? null : <Problem problem={problem} />}
        <Button
          onClick={() => {
            setSessionsShown(true);
          }}
        >
          Open sessions …
        </Button>
        {session.expiresAt === null ? null : (
          <Button isBusy={isBusy} onClick={() => void logOut()}>
            Log out
          </Button>
        )}
        <p class="muted">WorkDataHub {session.version}</p>
      </div>
      {areSessionsShown ? (
        <SessionsDialog
          onClose={() => {
            setSessionsShown(false);
          }}
        />
      ) : null}
    </div>
  );
}
