import { type HouseRule, isSource, isTest } from './house-rule.js';

const maxLines = 250;
const maxTestLines = 400;

/** Files that may be longer, each with the reason. */
const exceptions: Readonly<Record<string, string>> = {};

/** Limits the length of a file: 250 lines, 400 for a test. */
export const fileLength: HouseRule = {
  name: 'file length',
  check: ({ paths, read }) =>
    paths.filter(isSource).flatMap((path) => {
      const lines = read(path).trimEnd().split('\n').length;
      const limit = isTest(path) ? maxTestLines : maxLines;
      if (lines <= limit || path in exceptions) return [];
      return [{ path, message: `${lines} lines, at most ${limit}: split it by idea` }];
    }),
};
