/** Sorts findings by the record that they are about; those about rows made by a step come last. */
export function inSourceOrder<Finding extends { readonly rowNumber: number | null }>(
  findings: readonly Finding[],
): readonly Finding[] {
  const position = ({ rowNumber }: Finding): number => rowNumber ?? Number.MAX_SAFE_INTEGER;
  return findings.toSorted((one, other) => position(one) - position(other));
}
