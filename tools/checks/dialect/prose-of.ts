const commentsAndStrings =
  /\/\*[^]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[^]|[^`\\])*`/g;

/**
 * Returns the comments and strings of source code. Everything else is replaced by spaces, so that
 * positions and lines stay the same.
 */
export function proseOf(code: string): string {
  let prose = '';
  for (const { 0: text, index } of code.matchAll(commentsAndStrings)) {
    prose += blank(code.slice(prose.length, index));
    prose += text.startsWith('`') ? text.replaceAll(/\$\{[^{}]*\}/g, blank) : text;
  }
  return prose + blank(code.slice(prose.length));
}

function blank(code: string): string {
  return code.replaceAll(/[^\n]/g, ' ');
}
