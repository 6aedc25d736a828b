import { relative } from 'node:path';

/** A chaos test and its result. */
export interface ChaosTest {
  /** Path of its file, relative to the root of the workspace. */
  readonly file: string;
  /** Folder below `test/chaos/`. */
  readonly category: string;
  /** Of the fault, such as `C15`. */
  readonly id: string;
  readonly fault: string;
  readonly promise: string;
  /** The three together: `C15 a gzip file cut in the middle: the run fails and nothing is loaded`. */
  readonly title: string;
  /** Whether it is too slow for the smoke gate. */
  readonly isFull: boolean;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly durationMs: number;
  /** Major version of the server; null without a server. */
  readonly serverVersion: number | null;
}

/** The parts of a report of Vitest's JSON reporter that are used here. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly duration?: number;
      readonly tags?: readonly string[];
    }[];
  }[];
}

const titlePattern = /^(?<id>[A-Z]\d{2}) (?<fault>.+?): (?<promise>.+)$/s;

/** The content of a report, and its problems. */
export interface ReadReport {
  readonly tests: readonly ChaosTest[];
  readonly problems: readonly string[];
}

/**
 * Reads the tests of a Vitest report; files that failed to load and malformed titles are problems.
 */
export function readChaosReport(
  report: VitestReport,
  root: string,
  serverVersion: number | null,
): ReadReport {
  const tests: ChaosTest[] = [];
  const problems: string[] = [];
  for (const { name, status, message, assertionResults } of report.testResults) {
    const file = relative(root, name);
    const category = /\/test\/chaos\/([^/]+)\//.exec(name)?.[1] ?? '';
    if (status === 'failed' && message !== '') problems.push(`${file} failed: ${message}`);
    for (const test of assertionResults) {
      const { id, fault, promise } = titlePattern.exec(test.title)?.groups ?? {};
      if (id === undefined || fault === undefined || promise === undefined) {
        problems.push(`${file}: "${test.title}" should read "<id> <fault>: <promise>"`);
        continue;
      }
      tests.push({
        file,
        category,
        id,
        fault,
        promise,
        title: test.title,
        isFull: test.tags?.includes('full') ?? false,
        status: test.status === 'passed' || test.status === 'failed' ? test.status : 'skipped',
        durationMs: test.duration ?? 0,
        serverVersion,
      });
    }
  }
  return { tests, problems };
}
