const commentsAndStrings =
  /\/\*[^]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[^]|[^`\\])*`/g;
/** The same, and text between the tags of elements. */
const commentsStringsAndTexts = new RegExp(
  String.raw`${commentsAndStrings.source}|(?<=[^=]>|\})[^<>{}]+(?=[<{])`,
  'g',
);

/**
 * Returns the comments and strings of source code, and with `hasElements` the texts of its elements
 * (JSX). Everything else is replaced by spaces, so that positions and lines stay the same.
 */
export function proseOf(code: string, { hasElements = false } = {}): string {
  const pattern = hasElements ? commentsStringsAndTexts : commentsAndStrings;
  let prose = '';
  for (const { 0: text, index } of code.matchAll(pattern)) {
    prose += blank(code.slice(prose.length, index));
    prose += text.startsWith('`') ? text.replaceAll(/\$\{[^{}]*\}/g, blank) : text;
  }
  return prose + blank(code.slice(prose.length));
}

function blank(code: string): string {
  return code.replaceAll(/[^\n]/g, ' ');
}
