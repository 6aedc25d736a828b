import type { CommandWords } from './command-words.js';

/** Writes the completion of a program for fish, with the descriptions of commands and options. */
export function fishScript(name: string, commands: readonly CommandWords[]): string {
  const called = `__${name.replaceAll('-', '_')}`;
  const descriptions = new Map(commands.map(({ path, description }) => [path, description]));
  const lines = commands.flatMap(({ path, subcommands, options, choices }) => {
    const here = `complete -c ${name} -n ${quoted(`${called}_at ${path}`)}`;
    return [
      ...subcommands.map(
        (word) => `${here} -f -a ${word} -d ${quoted(descriptions.get(`${path} ${word}`) ?? '')}`,
      ),
      ...choices.map((word) => `${here} -f -a ${quoted(word)}`),
      ...options.map(({ flag, description, takesValue, choices: values }) => {
        const value =
          values.length > 0 ? ` -x -a ${quoted(values.join(' '))}` : takesValue ? ' -r -F' : '';
        return `${here} -l ${flag.replace(/^--/, '')}${value} -d ${quoted(description)}`;
      }),
    ];
  });
  const below = commands.slice(1).map(({ path }) => quoted(path));
  return `function ${called}_path
  set -l path ${name}
  for word in (commandline -opc)[2..-1]
    if contains -- "$path $word" ${below.join(' ')}
      set path "$path $word"
    end
  end
  echo $path
end
function ${called}_at
  test (${called}_path) = "$argv"
end
${lines.join('\n')}
`;
}

const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
