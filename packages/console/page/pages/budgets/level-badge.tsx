import type { WireBudget } from '../../../src/wire/budgets.js';
import { Icon, type IconName } from '../../parts/text/icon.js';
import '../../parts/text/status-badge.css';

type Level = WireBudget['level'];

interface Look {
  readonly word: string;
  readonly icon: IconName;
  /** A status of runs with the same colour. */
  readonly tone: string;
}

/** How each level is shown: by word, shape and colour. */
const looks: Readonly<Record<Level, Look>> = {
  normal: { word: 'Within budget', icon: 'success', tone: 'success' },
  alert: { word: 'Near the limit', icon: 'warning', tone: 'cancelled' },
  critical: { word: 'Over, in grace', icon: 'exceeded', tone: 'abandoned' },
  blocked: { word: 'Blocked', icon: 'cancelled', tone: 'failed' },
};

const inactive: Look = { word: 'Inactive', icon: 'stop', tone: 'skipped' };

/** What a level is of. */
type Judged = Pick<WireBudget, 'level' | 'isActive'>;

const lookOf = ({ level, isActive }: Judged): Look => (isActive ? looks[level] : inactive);

/** Returns the word for the level of a budget. */
export function levelWord(budget: Judged): string {
  return lookOf(budget).word;
}

/** The level of a budget: icon, word and colour. */
export function LevelBadge({ budget }: { readonly budget: Judged }) {
  const { word, icon, tone } = lookOf(budget);
  return (
    <span class={`status-badge status-badge--${tone}`}>
      <Icon name={icon} />
      {word}
    </span>
  );
}
