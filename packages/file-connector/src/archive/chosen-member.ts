import { isUtf8 } from 'node:buffer';
import { type Entry, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { memberNotChosen, memberTwice, tooLarge } from './archive-errors.js';

/** Bounds the time and memory for the list of members. */
const maxMembers = 100_000;

/** The bit of an entry whose name is UTF-8 instead of the code page 437. */
const utf8Flag = 0x0800;

/** Files that macOS and Windows add to archives. */
const ofSystem = /^__MACOSX\/|(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$/i;

/**
 * Finds the member of an archive that has a name, or the only one. Folders and files that the
 * operating system added do not count.
 *
 * @throws WdhError `ARCHIVE_MEMBER_UNCLEAR`, `CONTENT_TOO_LARGE` (file)
 */
export async function chosenMember(
  zip: ZipFile,
  archive: string,
  wanted: string | null,
): Promise<Member> {
  const members = await membersOf(zip, archive);
  if (wanted === null) return onlyMember(members, archive);
  const [member, ...others] = members.filter(isNamed(wanted));
  if (member === undefined) {
    throw memberNotChosen(archive, 'has no such member', members.filter(isData).map(nameOf));
  }
  if (others.length > 0) throw memberTwice(archive, wanted);
  return member;
}

/** A file in an archive. */
export interface Member {
  readonly name: string;
  readonly entry: Entry;
}

const nameOf = ({ name }: Member): string => name;
/** macOS decomposes the accents of names, which keyboards compose. */
const isNamed =
  (wanted: string) =>
  ({ name }: Member): boolean =>
    name.normalize() === wanted.normalize();
const isData = ({ name }: Member): boolean => !ofSystem.test(name);

function onlyMember(members: readonly Member[], archive: string): Member {
  const data = members.filter(isData);
  const [only, ...others] = data;
  if (only !== undefined && others.length === 0) return only;
  throw memberNotChosen(archive, `is a ZIP archive of ${data.length} files`, data.map(nameOf));
}

/** Returns the name of a file. Accepts every name, unlike the decoding of the library: nothing is written under it. */
function nameIn({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  // macOS writes UTF-8 without the flag that says so.
  const flags = isUtf8(fileNameRaw) ? generalPurposeBitFlag | utf8Flag : generalPurposeBitFlag;
  return getFileNameLowLevel(flags, fileNameRaw, extraFields, false);
}

/**
 * Lists the files of an archive.
 *
 * @throws WdhError `CONTENT_TOO_LARGE` (file) for more than 100,000
 */
export async function membersOf(zip: ZipFile, archive: string): Promise<Member[]> {
  const members: Member[] = [];
  for await (const entry of zip.eachEntry()) {
    const name = nameIn(entry);
    if (!name.endsWith('/')) members.push({ name, entry });
    if (members.length > maxMembers) {
      const how = `contains more than ${maxMembers} files. Unpack it and read its files.`;
      throw tooLarge(archive, how);
    }
  }
  return members;
}
