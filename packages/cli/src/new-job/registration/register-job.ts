import { parse, type ParserOptions } from '@babel/parser';
import { importLine, type Registration } from './registration.js';

type Program = ReturnType<typeof parse>['program'];
type Statement = Program['body'][number];
type Expression = Extract<Statement, { type: 'ExpressionStatement' }>['expression'];
type JobList = Extract<Expression, { type: 'ArrayExpression' }>;

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Adds a job to the text of `wdh.config.ts`, and leaves every other character as it is. Returns null
 * unless the file has the usual shape: `export default defineProject({ jobs: [...] })`, with a list
 * of jobs, and no other use of the constant.
 */
export function withJob(text: string, registration: Registration): string | null {
  const program = parsed(text);
  const list = program === null ? null : jobList(program);
  const lastImport = program?.body.findLast(({ type }) => type === 'ImportDeclaration');
  const isTaken = new RegExp(`(?<![\\w$])${registration.constant}(?![\\w$])`).test(text);
  if (list === null || typeof lastImport?.end !== 'number' || isTaken) return null;
  const line = endOfLine(text, lastImport.end);
  const added = { at: line, text: `\n${importLine(registration)}` };
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return [added, ...insertionsInto(text, list, registration.constant)]
    .toSorted((a, b) => b.at - a.at)
    .reduce(
      (changed, { at, text: more }) =>
        changed.slice(0, at) + more.replace('\n', newline) + changed.slice(at),
      text,
    );
}

function parsed(text: string): Program | null {
  const options: ParserOptions = {
    sourceType: 'module',
    plugins: ['typescript'],
    createParenthesizedExpressions: true,
  };
  try {
    return parse(text, options).program;
  } catch {
    return null;
  }
}

function jobList({ body }: Program): JobList | null {
  const exported = body.find((statement) => statement.type === 'ExportDefaultDeclaration');
  const call = exported?.declaration;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'Identifier') return null;
  if (call.callee.name !== 'defineProject' || call.arguments.length !== 1) return null;
  const [project] = call.arguments;
  if (project?.type !== 'ObjectExpression') return null;
  const jobs = project.properties.find(
    (property) =>
      property.type === 'ObjectProperty' &&
      !property.computed &&
      property.key.type === 'Identifier' &&
      property.key.name === 'jobs',
  );
  if (jobs?.type !== 'ObjectProperty' || jobs.value.type !== 'ArrayExpression') return null;
  return jobs.value.elements.includes(null) ? null : jobs.value;
}

/** Adds an element after the last one, on a line of its own if that one is. */
function insertionsInto(
  text: string,
  { elements, start, end }: JobList,
  constant: string,
): readonly Insertion[] {
  const last = elements.at(-1);
  if (typeof last?.start !== 'number' || typeof last.end !== 'number') {
    return [{ at: (start ?? 0) + 1, text: constant }];
  }
  const indent = /\n([ \t]*)[^\n]*$/.exec(text.slice(start ?? 0, last.start + 1))?.[1];
  const isOwnLine = indent !== undefined && text.slice(last.end, end ?? 0).includes('\n');
  if (!isOwnLine) return [{ at: last.end, text: `, ${constant}` }];
  const at = endOfLine(text, last.end);
  const hasComma = /^[ \t]*,/.test(text.slice(last.end, at));
  const line = `\n${indent}${constant}`;
  return hasComma
    ? [{ at, text: `${line},` }]
    : [
        { at, text: line },
        { at: last.end, text: ',' },
      ];
}

/** Returns the place after a comma and a comment behind `at`; `at` itself before other code. */
function endOfLine(text: string, at: number): number {
  const rest = /^[ \t]*,?[ \t]*(?:\/\/[^\r\n]*)?(?=\r?\n|$)/.exec(text.slice(at));
  return at + (rest?.[0].trimEnd().length ?? 0);
}
