import type { HouseRule } from './house-rule.js';

const uses = /^\s*(?:- )?uses:\s*(\S+)(.*)$/;
const pinned = /^(?:\.\/|[\w.-]+\/[\w./-]+@[0-9a-f]{40}$)/;

/** Sees to it that workflows name the actions of others by commit, with the version beside it. */
export const pinnedActions: HouseRule = {
  name: 'pinned actions',
  check: ({ paths, read }) =>
    paths
      .filter((path) => /^\.github\/workflows\/.*\.ya?ml$/.test(path))
      .flatMap((path) =>
        read(path)
          .split('\n')
          .flatMap((text, index) => {
            const [, action = '', rest = ''] = uses.exec(text) ?? [];
            if (action === '' || (pinned.test(action) && /# v\d/.test(rest))) return [];
            return [
              {
                path,
                line: index + 1,
                message: `pin "${action}" by commit, with "# vN" beside it`,
              },
            ];
          }),
      ),
};
