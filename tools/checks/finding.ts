/** A problem that a check found. */
export interface Finding {
  /** Path relative to the root of the workspace. */
  readonly path: string;
  /** Line from 1; undefined for a problem of the whole file. */
  readonly line?: number | undefined;
  /** The problem and what to do. */
  readonly message: string;
}

/** Formats a finding as `path:line: message`, which editors and terminals turn into a link. */
function formatFinding({ path, line, message }: Finding): string {
  return `${path}${line === undefined ? '' : `:${line}`}: ${message}`;
}

/** Prints the findings and makes this process fail if there are any. */
export function reportFindings(subject: string, findings: readonly Finding[]): void {
  for (const finding of findings) console.log(formatFinding(finding));
  console.log(
    `${subject}: ${findings.length === 0 ? 'nothing found' : `${findings.length} found`}`,
  );
  if (findings.length > 0) process.exitCode = 1;
}
