/** Start and end of each style (ECMA-48, SGR): those of cli-table3 among them. None hides a text. */
const codes = {
  strong: [1, 22],
  faint: [90, 39],
  bad: [31, 39],
  good: [32, 39],
  doubtful: [33, 39],
} as const;

/** A style of a text for people. */
export type Style = keyof typeof codes;

/** Matches the codes of all styles, as a group: `split` returns them at the odd places. */
export const stylesIn = new RegExp(
  `(\\u001B\\[(?:${[...new Set(Object.values(codes).flat())].join('|')})m)`,
);

/**
 * Adds a style to a text; the terminal removes it where the output has no colours.
 *
 * @example paint('bad', 'failed')
 */
export function paint(style: Style, text: string): string {
  const [start, end] = codes[style];
  return `\u001B[${start}m${text}\u001B[${end}m`;
}
