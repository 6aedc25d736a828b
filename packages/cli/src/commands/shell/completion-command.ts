import { Argument, type Command } from 'commander';
import { printHelp } from '../../terminal/print-help.js';

const shells = ['bash', 'zsh', 'fish'] as const;

const examples = `
Examples:
  eval "$(wdh completion bash)"                       in ~/.bashrc
  eval "$(wdh completion zsh)"                        in ~/.zshrc
  wdh completion fish > ~/.config/fish/completions/wdh.fish

Commands, options, their choices and file names are completed.`;

/** Adds `wdh completion`. It needs no context, so that a shell starts quickly. */
export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .description('Print a script that completes commands and options in a shell.')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .addHelpText('after', examples)
    .action(async (shell: (typeof shells)[number]) => {
      const { completionScript } = await import('./completion-script.js');
      await printHelp(completionScript(program, shell));
    });
}
