import type { Finding } from '../finding.js';
import { type HouseRule, isSource } from './house-rule.js';

// Written with classes of one character, so that the rule does not report this file.
const needsReason: readonly (readonly [RegExp, string])[] = [
  [/\bas [u]nknown as\b/, 'say in a comment why the compiler cannot know'],
];
const needsIssue = /\b(?:it|test|describe)\.(?:sk[i]p|to[d]o)\b/;
const issue = /https:\/\/\S+\/issues\/\d+/;
const lintDirective = /eslint-dis[a]ble/;
const comment = /\/\/ |\/\*|^\s*\*/m;

/** Forbids marks that disable a check without a reason next to them. */
export const marksWithoutReason: HouseRule = {
  name: 'marks without reason',
  check: ({ paths, read }) =>
    paths.filter(isSource).flatMap((path) => {
      const lines = read(path).split('\n');
      return lines.flatMap((text, index) =>
        messagesAbout(text, around(lines, index)).map((message): Finding => ({
          path,
          line: index + 1,
          message,
        })),
      );
    }),
};

/** The statement that begins on a line and the line before it: where a reason is looked for. */
function around(lines: readonly string[], index: number): string {
  const rest = lines.slice(index, index + 6);
  const end = rest.findIndex((text) => text.includes(';'));
  return [lines[index - 1] ?? '', ...rest.slice(0, end + 1)].join('\n');
}

function messagesAbout(text: string, statement: string): readonly string[] {
  const found = (marks: readonly (readonly [RegExp, string])[]): string[] =>
    marks.flatMap(([mark, advice]) => {
      const match = mark.exec(text);
      return match === null ? [] : [`"${match[0]}": ${advice}`];
    });
  const hasReason = comment.test(statement) || comment.test(text);
  return [
    ...(hasReason ? [] : found(needsReason)),
    ...(issue.test(statement) ? [] : found([[needsIssue, 'link the issue in a comment']])),
    ...(lintDirective.test(text) && !/ -- \S/.test(text)
      ? ['a lint rule is switched off: add " -- " and the reason']
      : []),
  ];
}
