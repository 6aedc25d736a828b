import type { Style } from '../terminal/paint.js';

const styles: ReadonlyMap<string, Style> = new Map([
  ['success', 'good'],
  ['failed', 'bad'],
  ['abandoned', 'bad'],
  ['cancelled', 'doubtful'],
  ['running', 'strong'],
  ['skipped', 'faint'],
]);

/** Returns the style in which the status of a run is shown. */
export function styleOfStatus(status: string): Style | null {
  return styles.get(status) ?? null;
}
