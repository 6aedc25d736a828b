/** A block of code in a guide. */
export interface GuideBlock {
  /** Such as `sh`. */
  readonly language: string;
  /** What follows the language: the name of a file, or `output`. */
  readonly name: string;
  readonly text: string;
}

/** A part of a guide below a heading. */
export interface GuideSection {
  readonly title: string;
  readonly blocks: readonly GuideBlock[];
}

/** Splits a guide into the parts below its headings of the second level. */
export function guideSections(markdown: string): readonly GuideSection[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [title = ''] = part.split('\n', 1);
      const found = part.matchAll(/^```(\w+) ?([^\n]*)\n(.*?)^```$/gms);
      const blocks = [...found].map(([, language = '', name = '', text = '']) => ({
        ...{ language, name, text },
      }));
      return { title, blocks };
    });
}

/** Splits the lines of a shell into the words of each command; a backslash continues a line. */
export function shellCommands(text: string): readonly (readonly string[])[] {
  return text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) =>
      (line.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []).map((word) =>
        word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'),
      ),
    );
}
