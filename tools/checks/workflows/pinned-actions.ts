import type { Finding } from '../finding.js';

const uses = /^\s*(?:- )?uses:\s*(.+)$/;
const pinned = /^(?:\.\/\S+|[\w.-]+\/[\w./-]+@[0-9a-f]{40}\s+# v\d.*)$/;

/** Reports third-party actions that are not pinned by commit with the version in a comment. */
export function findUnpinnedActions(path: string, workflow: string): readonly Finding[] {
  return workflow.split('\n').flatMap((text, index): Finding[] => {
    const action = uses.exec(text)?.[1];
    if (action === undefined || pinned.test(action)) return [];
    return [{ path, line: index + 1, message: `pin "${action}" by commit, followed by "# vN"` }];
  });
}
