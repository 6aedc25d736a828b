/** Most bytes of a name: file systems take 255, and a program may add an ending. */
const mostBytes = 200;

/** Names that Windows keeps for devices, with any ending. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Names that watched folders leave alone: a file that is being written, or a marker. */
const unfinished =
  /~$|\.(?:part|partial|filepart|tmp|temp|swp|crdownload|download|lock|inprogress|done)$/i;

/** Says what is wrong with the name of an uploaded file; null if it is one that every system takes. */
export function problemOfName(name: string): string | null {
  if (name === '') return 'is empty';
  if (Buffer.byteLength(name) > mostBytes) return `is longer than ${mostBytes} bytes`;
  if (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name)) return 'has a control character';
  if (/[<>:"/\\|?*#]/.test(name)) return 'has one of the characters < > : " / \\ | ? * #';
  if (/^[.~\s]|[.\s]$/u.test(name)) return 'begins or ends with a dot, a space or ~';
  if (name.normalize('NFC') !== name) return 'has a letter in parts: write it as one character';
  if (devices.test(name)) return 'is that of a device of Windows';
  return unfinished.test(name) ? 'is that of a file that is not complete' : null;
}
