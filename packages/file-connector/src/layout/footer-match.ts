/** Recognizes a record of a footer by its first cell that is not blank, blanks around it ignored. */
export type FooterMatch = { readonly startsWith: string } | { readonly equals: string };

/** Returns whether the cells of a record match one of the descriptions of a footer. */
export function isFooter(cells: readonly string[], matches: readonly FooterMatch[]): boolean {
  for (const cell of cells) {
    const label = cell.trim();
    if (label === '') continue;
    return matches.some((match) =>
      'equals' in match
        ? label === match.equals.trim()
        : label.startsWith(match.startsWith.trimStart()),
    );
  }
  return false;
}
