/**
 * Turns a column name into one for a database: `Airport Name` becomes `airport_name`, `costTotal $`
 * `cost_total`. Letters of every alphabet stay, runs of anything else become one underscore.
 */
export function snakeCase(name: string): string {
  return name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1_$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '')
    .toLowerCase();
}
