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

/** Returns the word for a level. */
export function levelWord(level: Level): string {
  return looks[level].word;
}

/** The level of a budget: icon, word and colour. */
export function LevelBadge({ level }: { readonly level: Level }) {
  const { word, icon, tone } = looks[level];
  return (
    <span class={`status-badge status-badge--${tone}`}>
      <Icon name={icon} />
      {word}
    </span>
  );
}
