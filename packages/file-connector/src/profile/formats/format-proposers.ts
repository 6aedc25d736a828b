import { DateProposer } from './date-proposer.js';
import type { FormatProposal, FormatProposer, ProposerFactory } from './format-proposer.js';
import { NumberProposer } from './number-proposer.js';

/** The proposers of every column: each kind of format has its own. */
const kinds: readonly ProposerFactory[] = [() => new DateProposer(), () => new NumberProposer()];

/** Creates a proposer that asks those of all kinds. */
export function formatProposers(): FormatProposer {
  const proposers = kinds.map((create) => create());
  return {
    note: (cell, count) => {
      for (const proposer of proposers) proposer.note(cell, count);
    },
    notePlain: (cell, count) => {
      for (const proposer of proposers) proposer.notePlain(cell, count);
    },
    proposals: () =>
      proposers
        .flatMap((proposer): readonly FormatProposal[] => proposer.proposals())
        .toSorted((one, other) => other.share - one.share),
  };
}
