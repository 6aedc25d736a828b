/** A phrase that a reader has to read twice, and what to write instead. */
export interface Phrase {
  /** A space also matches a line break within a comment or a paragraph. Case is ignored. */
  readonly pattern: string;
  readonly instead: string;
}

/** The phrases that documents, comments, test titles and messages must not contain. */
export const phrases: readonly Phrase[] = [
  { pattern: 'tells?|telling|told', instead: 'returns, reports, lists, identifies, distinguishes' },
  { pattern: 'hears?|heard', instead: 'receives, is notified, is called with' },
  // As a name in quotes or a URL, `nobody` is an account.
  { pattern: 'nobody(?![\'"`@])', instead: 'name the actor, or write "is not …"' },
  { pattern: 'who(?:m|so)?ever', instead: 'name the actor; split the sentence' },
  {
    pattern: 'whatever (?:it|is|was|else|happens|happened|comes|came)',
    instead: 'name it, or write "any"',
  },
  { pattern: 'what (?:became|becomes|has become|will become) of', instead: 'the outcome of' },
  { pattern: 'mark of success', instead: 'success status' },
  { pattern: '(?:took|taken?|takes) (?:\\w+ )?for dead', instead: 'marked abandoned' },
  {
    pattern: 'stand(?:s|ing)? (?:in(?: for)?|at|beside|there|on|behind|before)',
    instead: 'is stored in, is in, replaces',
  },
  { pattern: 'stood', instead: 'was stored in, was in' },
  { pattern: '(?:set|sets|setting) aside', instead: 'rejected, stored, saved' },
  { pattern: 'turn(?:s|ed)? away', instead: 'rejects, refuses' },
  { pattern: '(?:put|puts) right', instead: 'repairs, corrects' },
  { pattern: 'mak(?:es?|ing) way|made way', instead: 'clears, is deleted' },
  { pattern: 'ways? back', instead: 'rollback, down migration' },
  { pattern: 'hand(?:s|ed)? (?:it |them )?on', instead: 'passes' },
  { pattern: 'comes? about|came about', instead: 'is created, happens' },
  { pattern: 'last words?(?! of names)', instead: 'final server error' },
  { pattern: 'goodbye', instead: 'closes, disconnects' },
  { pattern: 'guests', instead: 'callbacks' },
  // The pipe `door.<pid>` keeps a local server running.
  { pattern: '(?<!["`/-])doors?(?![."\'`])', instead: 'entry point' },
  { pattern: 'bites?|biting|toothless', instead: 'is enforced, reports violations' },
  { pattern: 'belts', instead: 'safeguards' },
  { pattern: 'makes? no sense', instead: 'is invalid' },
  { pattern: 'in silence', instead: 'silently' },
  { pattern: 'all the same', instead: 'anyway' },
  { pattern: 'meant so', instead: 'intended' },
  { pattern: 'sees? to it', instead: 'ensures, checks' },
  { pattern: '(?:goes|going|went) on', instead: 'continues' },
  { pattern: '(?:that|which|what) (?:is|are) no', instead: 'that is not a' },
  { pattern: 'of (?:ours|theirs)', instead: 'our, their' },
  { pattern: 'how far (?:it|the|a)', instead: 'the progress of' },
  { pattern: 'lets? (?:it |them )?through|let through', instead: 'accepts, passes on' },
  { pattern: 'brings? in|brought in', instead: 'merges' },
  { pattern: 'the accounts', instead: 'the audit tables, the counts' },
  { pattern: 'in vain', instead: 'without effect' },
  { pattern: 'under way', instead: 'running, in progress' },
  { pattern: 'but for', instead: 'except for' },
  { pattern: 'of its own accord|by no means', instead: 'automatically; not' },
  { pattern: 'as it stands|as they stand', instead: 'unchanged' },
  { pattern: 'in mid-\\w+', instead: 'during' },
  { pattern: 'that there (?:is|are) not', instead: 'that does not exist, unknown, missing' },
  { pattern: 'leads? nowhere', instead: 'does not exist' },
  { pattern: 'a word for', instead: 'a name for' },
  { pattern: 'make of it|has it that', instead: 'interpret' },
  { pattern: 'what now', instead: 'what to do' },
];
