import type { HouseRule } from './house-rule.js';

const uses = /^\s*(?:- )?uses:\s*(.+)$/;
const pinned = /^(?:\.\/\S+|[\w.-]+\/[\w./-]+@[0-9a-f]{40}\s+# v\d.*)$/;

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
            const action = uses.exec(text)?.[1];
            if (action === undefined || pinned.test(action)) return [];
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
