import type { BoundPipeline, SourceStatistics } from '@wdh/pipeline-core';

/** Returns the counts of lines among the counts of a source. */
export function linesOf({ sourceStatistics }: BoundPipeline<object>): SourceStatistics | null {
  if (sourceStatistics === undefined) return null;
  const { lines, skippedLines, headerLines, recordLines, blankLines, commentLines, footerLines } =
    sourceStatistics;
  const kinds = { skippedLines, headerLines, recordLines, blankLines, commentLines, footerLines };
  return { lines, ...kinds };
}
