import { posix } from 'node:path';
import type { Finding } from '../finding.js';
import type { WorkspaceFiles } from '../workspace-files.js';
import type { HouseRule } from './house-rule.js';

const link = /\[[^\]]*\]\(([^)\s]+)\)/g;
const outside = /^[a-z]+:/;

/** Checks that relative links in Markdown point to existing files and headings. */
export const markdownLinks: HouseRule = {
  name: 'markdown links',
  check: (files) =>
    files.paths
      .filter((path) => path.endsWith('.md'))
      .flatMap((path) => {
        let isCode = false;
        return files
          .read(path)
          .split('\n')
          .flatMap((text, index): Finding[] => {
            if (text.trimStart().startsWith('```')) isCode = !isCode;
            if (isCode) return [];
            return [...text.replaceAll(/`[^`]*`/g, '').matchAll(link)]
              .map((match) => match[1] ?? '')
              .filter((target) => !outside.test(target) && !leadsSomewhere(files, path, target))
              .map((target) => ({ path, line: index + 1, message: `"${target}" does not exist` }));
          });
      }),
};

function leadsSomewhere(files: WorkspaceFiles, from: string, target: string): boolean {
  const [file = '', anchor] = target.split('#', 2);
  const to = file === '' ? from : posix.join(posix.dirname(from), file).replace(/\/$/, '');
  if (!files.paths.some((path) => path === to || path.startsWith(`${to}/`))) return false;
  return (
    anchor === undefined || (files.paths.includes(to) && anchorsOf(files.read(to)).has(anchor))
  );
}

/** The anchors that GitHub creates from headings. */
function anchorsOf(markdown: string): ReadonlySet<string> {
  const titles = [...markdown.matchAll(/^#+ (.+)$/gm)].map((match) => match[1] ?? '');
  return new Set(
    titles.map((title) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
