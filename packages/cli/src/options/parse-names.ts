import { InvalidArgumentError } from 'commander';

/** Reads names that commas separate, each once. */
export function parseNames(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('Expected names such as people,orders.');
  return [...new Set(names)];
}
