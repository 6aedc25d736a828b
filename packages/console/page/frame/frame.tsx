import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { WireSession } from '../../src/wire/session.js';
import { overviewAddress } from '../address/addresses.js';
import { Hint } from '../parts/text/hint.js';
import { ConnectionBanner } from './connection-banner.js';
import { Navigation } from './navigation.js';
import { UserMenu } from './user/user-menu.js';
import './frame.css';

/** What surrounds each page: navigation, user's menu, state of the connection. */
export function Frame({
  session,
  children,
}: {
  readonly session: WireSession;
  readonly children: ComponentChildren;
}) {
  const main = useRef<HTMLElement>(null);
  return (
    <div class="frame">
      {/* Not a link: the base of the document would make it lead to the overview. */}
      <button type="button" class="frame__skip" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <header class="frame__side">
        <a class="frame__brand" href={overviewAddress()}>
          WorkDataHub
        </a>
        <Navigation session={session} />
        <UserMenu session={session} />
      </header>
      <main ref={main} class="frame__main" tabIndex={-1}>
        {children}
      </main>
      <ConnectionBanner />
      <Hint />
    </div>
  );
}
