import { useLocation } from 'preact-iso/router';
import type { WireSession } from '../../src/wire/session.js';
import { overviewAddress, runsAddress } from '../address/addresses.js';
import { basePath } from '../address/base-path.js';
import { Icon, type IconName } from '../parts/text/icon.js';

interface Entry {
  readonly label: string;
  readonly icon: IconName;
  readonly address: string;
  /** Whether this console has the page. Default: yes. */
  readonly isThere?: (session: WireSession) => boolean;
}

/** The pages that the navigation leads to: a new one is a line here. */
const entries: readonly Entry[] = [
  { label: 'Overview', icon: 'overview', address: overviewAddress() },
  { label: 'Jobs', icon: 'jobs', address: 'jobs' },
  { label: 'Runs', icon: 'runs', address: runsAddress() },
  { label: 'Schedules', icon: 'schedules', address: 'schedules', isThere: (has) => has.hasQueue },
  { label: 'Watched folders', icon: 'watches', address: 'watches', isThere: (has) => has.hasQueue },
  { label: 'Budgets', icon: 'budgets', address: 'budgets', isThere: (has) => has.hasBudgets },
];

/** Leads to the pages. */
export function Navigation({ session }: { readonly session: WireSession }) {
  const { path } = useLocation();
  const here = path.slice(basePath().length).split('/')[1] ?? '';
  return (
    <nav class="navigation" aria-label="Pages">
      <ul>
        {entries
          .filter(({ isThere = () => true }) => isThere(session))
          .map(({ label, icon, address }) => (
            <li key={label}>
              <a
                href={address}
                aria-current={address.replace('./', '') === here ? 'page' : undefined}
              >
                <Icon name={icon} />
                {label}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}
