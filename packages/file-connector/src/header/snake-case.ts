/**
 * Converts a column name to snake case: `Airport Name` to `airport_name`, `costTotal $` to
 * `cost_total`. Letters of every alphabet are kept; a run of other characters becomes one
 * underscore.
 */
export function snakeCase(name: string): string {
  return name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1_$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '')
    .toLowerCase();
}
