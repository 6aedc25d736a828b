import { createStore, type Store } from '../api/store.js';

/** Which colours the page has; `system`: those of the reader's computer. */
export type Theme = 'system' | 'light' | 'dark';

/** In which zone times are written: that of the reader, or UTC. */
export type TimeZoneChoice = 'local' | 'utc';

/** The colours of the page, kept by the browser. */
export const theme = keptChoice<Theme>('wdh-theme', ['system', 'light', 'dark']);

/** The zone of times, kept by the browser. */
export const timeZone = keptChoice<TimeZoneChoice>('wdh-times', ['local', 'utc']);

/** Applies the colours, at once and at each change. */
export function applyTheme(): void {
  const apply = (chosen: Theme): void => {
    const root = document.documentElement;
    if (chosen === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = chosen;
  };
  apply(theme.get());
  theme.follow(apply);
}

/** Returns the name of the zone in which times are written. */
export function zoneOf(choice: TimeZoneChoice): string {
  return choice === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Creates a choice that the browser keeps; the first one is the default. */
function keptChoice<Choice extends string>(
  key: string,
  choices: readonly [Choice, ...Choice[]],
): Store<Choice> {
  const store = createStore(choices.find((choice) => choice === read(key)) ?? choices[0]);
  store.follow((chosen) => {
    try {
      localStorage.setItem(key, chosen);
    } catch {
      // A browser that keeps nothing: the choice holds until the page is closed.
    }
  });
  addEventListener('storage', (event) => {
    const chosen = choices.find((choice) => choice === event.newValue);
    if (event.key === key && chosen !== undefined) store.set(chosen);
  });
  return store;
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
