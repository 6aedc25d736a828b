import { type HouseRule, isSource } from './house-rule.js';

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
const saysNothing = /^(types?|libs?|(.+-)?(utils?|helpers?|common|misc|managers?))$/;

/** Requires kebab-case names of files and folders, and forbids names without meaning. */
export const fileNames: HouseRule = {
  name: 'file names',
  check: ({ paths }) =>
    paths.filter(isSource).flatMap((path) => {
      const names = path.split('/');
      const odd = names.find((name) => !kebabCase.test(name));
      const empty = names.find((name) => saysNothing.test(name.split('.')[0] ?? name));
      return [
        ...(odd === undefined ? [] : [{ path, message: `"${odd}" is not kebab-case` }]),
        ...(empty === undefined
          ? []
          : [{ path, message: `"${empty}" has no meaning: name it after its main export` }]),
      ];
    }),
};
