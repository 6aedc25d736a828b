import type { Finding } from '../finding.js';

const uses = /^\s*(?:- )?uses:\s*(.+)$/;
const pinned = /^(?:\.\/\S+|[\w.-]+\/[\w./-]+@[0-9a-f]{40}\s+# v\d.*)$/;

/** Finds actions of others that a workflow does not name by commit, with the version beside it. */
export function findUnpinnedActions(path: string, workflow: string): readonly Finding[] {
  return workflow.split('\n').flatMap((text, index): Finding[] => {
    const action = uses.exec(text)?.[1];
    if (action === undefined || pinned.test(action)) return [];
    return [{ path, line: index + 1, message: `pin "${action}" by commit, with "# vN" beside it` }];
  });
}
