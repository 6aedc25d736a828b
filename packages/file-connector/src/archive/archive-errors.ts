import { WdhError } from '@wdh/pipeline-core';
import { compressionDamaged } from '../compression/compression-errors.js';
import { readError } from '../file/file-errors.js';

/** Names in a message; more are counted. */
const shownNames = 10;
const shownCharacters = 100;

/** Shows the name of a member, which may have been chosen by a stranger: on one line, and bounded. */
export function showMember(name: string): string {
  const visible = name.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return visible.length > shownCharacters ? `${visible.slice(0, shownCharacters)}…` : visible;
}

/** Creates the error for an archive that does not have exactly the one member to read. */
export function memberNotChosen(
  archive: string,
  problem: string,
  names: readonly string[],
): WdhError {
  const shown = names.slice(0, shownNames).map(showMember).join(', ');
  const others = names.length - shownNames;
  const list = others > 0 ? `${shown} and ${others} more` : shown;
  const advice =
    names.length === 0 ? 'It contains no file.' : `Name one of its files after a #: ${list}.`;
  return new WdhError(`${archive} ${problem}. ${advice}`, {
    code: 'ARCHIVE_MEMBER_UNCLEAR',
    category: 'file',
  });
}

/** Creates the error for a member of what is not an archive, such as the mark in the address of a page. */
export function notAnArchive(input: string): WdhError {
  return new WdhError(
    `${input} is not a complete ZIP archive: what precedes the # is a file of another kind. Omit the # and what follows it.`,
    { code: 'COMPRESSION_DAMAGED', category: 'file' },
  );
}

/** Creates the error for an archive with two members of the name to read. */
export function memberTwice(archive: string, member: string): WdhError {
  return new WdhError(
    `${archive} contains two members named ${showMember(member)}, and which one is meant is unknown. Create the archive again, or unpack it and read the file.`,
    { code: 'ARCHIVE_MEMBER_UNCLEAR', category: 'file' },
  );
}

/** Creates the error for a member that cannot be unpacked here. */
export function memberNotSupported(input: string, how: string): WdhError {
  return new WdhError(`${input} ${how}. Unpack the archive and read the file.`, {
    code: 'CONTENT_NOT_SUPPORTED',
    category: 'file',
  });
}

/** Creates the error for an archive or member that exceeds a limit. */
export function tooLarge(input: string, how: string): WdhError {
  return new WdhError(`${input} ${how}`, { code: 'CONTENT_TOO_LARGE', category: 'file' });
}

/**
 * Translates an error of the ZIP reader; returns an error with a code of its own, and the reason for
 * which a signal ends, unchanged.
 */
export function archiveError(error: unknown, input: string, signal?: AbortSignal): unknown {
  if (signal?.aborted === true && error === signal.reason) return error;
  if (error instanceof WdhError || !(error instanceof Error)) return error;
  // zlib has error numbers of its own.
  const isOfZlib = 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
  const ofSystem = isOfZlib ? error : readError(error, input);
  if (ofSystem !== error || error.name === 'AbortError') return ofSystem;
  if (/encrypt/i.test(error.message))
    return memberNotSupported(input, 'is protected by a password');
  // The index of an archive is at its end.
  const isWithoutEnd = /end of central directory/i.test(error.message);
  const how = isWithoutEnd ? 'is not a complete ZIP archive' : 'is a damaged ZIP archive';
  return compressionDamaged(input, how, error);
}
