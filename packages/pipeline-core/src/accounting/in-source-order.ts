/** Sorts findings by record number. Findings about rows that a step created come last. */
export function inSourceOrder<Finding extends { readonly rowNumber: number | null }>(
  findings: readonly Finding[],
): readonly Finding[] {
  const position = ({ rowNumber }: Finding): number => rowNumber ?? Number.MAX_SAFE_INTEGER;
  return findings.toSorted((one, other) => position(one) - position(other));
}
