import type { Proposal } from '@wdh/file-connector';

/** What decides how many rows a header has. */
interface FirstRows {
  readonly skipLines: Proposal<number>;
  readonly headerRows: Proposal<number>;
  readonly headerFill?: Proposal<string>;
}

/** Names the options for a header that seems to have several rows; null if it seems to have one. */
export function headerRowsChoice({ skipLines, headerRows, headerFill }: FirstRows): string | null {
  const count = headerRows.value;
  if (count < 2) return null;
  const fill = headerFill?.value === 'right' ? ' --fill-header' : '';
  return `--header-rows ${count}${fill} if ${count} rows name the columns together, or --skip-lines ${skipLines.value + count - 1} if the last of them does`;
}
