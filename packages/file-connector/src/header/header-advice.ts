/**
 * Names the options that accept a header with names that are empty or occur again, as the end of a
 * sentence; empty where none does.
 *
 * @param inFile - The names in the file, trimmed.
 * @param converted - The same after a conversion of all names.
 */
export function headerAdvice(
  inFile: readonly string[],
  converted: readonly string[],
  { trailingDelimiter }: { readonly trailingDelimiter?: 'error' | 'ignore' | undefined },
): string {
  const last = inFile.length - 1;
  const isOpen = trailingDelimiter === 'error' && last > 0 && inFile[last] === '';
  const isUnnamed = inFile.slice(0, isOpen ? last : undefined).includes('');
  const isDoubled = hasDuplicate(inFile) || hasDuplicate(converted);
  const options = [
    isDoubled ? "duplicateHeaders: 'number' for equal names" : '',
    isUnnamed ? "emptyHeaders: 'number' for columns without a name" : '',
    isOpen ? "trailingDelimiter: 'ignore' for a delimiter after the last name" : '',
    isDoubled || isUnnamed ? 'headerRows: 2 for a header of two rows' : '',
  ].filter((option) => option !== '');
  return options.length === 0 ? '' : `, or set ${options.join(', ')}`;
}

function hasDuplicate(list: readonly string[]): boolean {
  const names = list.filter((name) => name !== '');
  return new Set(names).size < names.length;
}
