import type { CommandWords } from './command-words.js';

/**
 * Writes the completion of a program for bash, which zsh understands as well.
 *
 * Words are fixed, so that nothing is started at a press of the tab key. Where none is known, bash
 * completes the name of a file.
 */
export function bashScript(name: string, commands: readonly CommandWords[]): string {
  const called = `_${name.replaceAll('-', '_')}`;
  const below = commands.slice(1).map(({ path }) => quoted(path));
  const options = commands.flatMap(({ path, options: own }) =>
    own.filter(({ takesValue }) => takesValue).map((option) => ({ ...option, path })),
  );
  const free = options
    .filter(({ choices }) => choices.length === 0)
    .map(({ path, flag }) => quoted(`${path} ${flag}`));
  const chosen = options
    .filter(({ choices }) => choices.length > 0)
    .map(({ path, flag, choices }) => `${quoted(`${path} ${flag}`)}) values=${listed(choices)} ;;`);
  const words = commands.map((command) => {
    const flags = command.options.map(({ flag }) => flag);
    const names = [...command.subcommands, ...command.choices];
    return `${quoted(command.path)}) flags=${listed(flags)} names=${listed(names)} ;;`;
  });
  return `${called}() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" at=${quoted(name)}
  local flags="" names="" values="" word i
  COMPREPLY=()
  # bash splits --mode=append at the sign.
  if [[ $cur == "=" ]]; then cur=""
  elif [[ $prev == "=" ]]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$at $word" in
    ${below.join('|')}) at="$at $word" ;;
    esac
  done
  case "$at $prev" in
    ${free.join('|')}) return ;;
    ${chosen.join('\n    ')}
  esac
  case "$at" in
    ${words.join('\n    ')}
  esac
  if [[ -n $values ]]; then names=$values
  elif [[ $cur == -* ]]; then names=$flags
  fi
  if [[ -n $names ]]; then COMPREPLY=($(compgen -W "$names" -- "$cur")); fi
}
complete -o default -F ${called} ${name}
`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const listed = (words: readonly string[]): string => quoted(words.join(' '));
