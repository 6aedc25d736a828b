/** Names that programs give to a file while they write it, and those of editors and spreadsheets. */
const temporary =
  /^[.~]|~$|\.(?:part|partial|filepart|tmp|temp|swp|crdownload|download|lock|inprogress)$/i;

/** What marks the file of the name before it as complete. */
export const doneEnding = '.done';

/** Whether a name is that of a file that is being written, or of a marker: neither is loaded. */
export function isTemporaryName(name: string): boolean {
  return temporary.test(name) || name.endsWith(doneEnding);
}
