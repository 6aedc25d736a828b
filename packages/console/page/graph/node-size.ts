import type { WireNode } from '../../src/wire/jobs.js';
import { textWidth } from './text-width.js';

/** The size of a node in px. */
export interface NodeSize {
  readonly width: number;
  readonly height: number;
}

/** Letters of a name that a node shows; a longer one ends in an ellipsis. */
const longestName = 28;
const narrowest = 110;
/** What the icon and the margins take. */
const besideName = 38;

/** Returns the size of a node; one with figures has a line more. */
export function nodeSize({ label }: WireNode, hasFigures: boolean): NodeSize {
  const least = hasFigures ? 148 : narrowest;
  return {
    width: Math.max(least, Math.ceil(textWidth(shownName(label))) + besideName),
    height: hasFigures ? 68 : 48,
  };
}

/** Returns the part of a name that fits its node. */
export function shownName(name: string): string {
  const letters = Array.from(name);
  return letters.length <= longestName ? name : `${letters.slice(0, longestName - 1).join('')}…`;
}
