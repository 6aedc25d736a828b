import type { Command } from 'commander';
import { bashScript } from './bash-script.js';
import { commandWords } from './command-words.js';
import { fishScript } from './fish-script.js';

/** Writes the script that completes the command line of a program in a shell. */
export function completionScript(program: Command, shell: 'bash' | 'zsh' | 'fish'): string {
  const commands = commandWords(program);
  if (shell === 'fish') return fishScript(program.name(), commands);
  const script = bashScript(program.name(), commands);
  return shell === 'bash' ? script : inZsh + script;
}

/** zsh runs completions of bash once this is loaded. */
const inZsh = `(( $+functions[compdef] )) || { autoload -U +X compinit && compinit -u; }
autoload -U +X bashcompinit && bashcompinit
`;
