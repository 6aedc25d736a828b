/**
 * Returns the line of a segment that stores a message: valid JSON, without its line end.
 *
 * - An object is stored as it is; line breaks between its values become spaces.
 * - An array becomes `{"message": […]}`, as a row must be an object.
 * - Text that is not JSON becomes a JSON string, and any other value stays: the job rejects the line.
 */
export function messageLine(message: string): string {
  const text = message.trim();
  if (!isJson(text)) return JSON.stringify(message);
  // Within a JSON string a line break is an escape: a raw one is between two values.
  const line = /[\r\n]/.test(text) ? text.replaceAll(/[\r\n]+/g, ' ') : text;
  return line.startsWith('[') ? `{"message":${line}}` : line;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
