/** Files that together break one rule about the whole import graph. */
export interface ImportCase {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** The rule that must name one of the files, or the folder of one. */
  readonly rule: string;
}

const core = 'packages/pipeline-core/src';
const page = 'packages/console/page';
const connector = 'packages/file-connector/src';

/** Forbidden imports that only the whole import graph reveals. */
export const importCases: readonly ImportCase[] = [
  {
    title: 'two files import each other',
    files: {
      [`${core}/cycle/one.ts`]: "import { two } from './two.js';\nexport const one = () => two;\n",
      [`${core}/cycle/two.ts`]: "import { one } from './one.js';\nexport const two = () => one;\n",
    },
    rule: 'no-cycle',
  },
  {
    title: 'two files import a type of each other',
    files: {
      [`${core}/types-cycle/three.ts`]:
        "import type { Four } from './four.js';\nexport type Three = Four | 3;\n",
      [`${core}/types-cycle/four.ts`]:
        "import type { Three } from './three.js';\nexport type Four = Three | 4;\n",
    },
    rule: 'no-cycle',
  },
  {
    title: 'two folders import from each other',
    files: {
      [`${core}/left/a.ts`]: "export { b } from '../right/b.js';\n",
      [`${core}/right/b.ts`]: 'export const b = 1;\n',
      [`${core}/right/c.ts`]: "export { d } from '../left/d.js';\n",
      [`${core}/left/d.ts`]: 'export const d = 1;\n',
    },
    rule: 'one-way-folders',
  },
  {
    title: 'two folders of the page import from each other',
    files: {
      [`${page}/left/one.tsx`]: "export { two } from '../right/two.js';\n",
      [`${page}/right/two.tsx`]: 'export const two = () => <p />;\n',
      [`${page}/right/three.tsx`]: "export { four } from '../left/four.js';\n",
      [`${page}/left/four.tsx`]: 'export const four = () => <p />;\n',
    },
    rule: 'one-way-folders',
  },
  {
    title: 'production code imports a test',
    files: {
      [`${connector}/imports-test.ts`]: "export { given } from './given.test.js';\n",
      [`${connector}/given.test.ts`]: 'export const given = 1;\n',
    },
    rule: 'no-test-in-production',
  },
];
