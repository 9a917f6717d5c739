/** `hansou completion`: prints what a shell needs to complete commands and options. */
import { usageError } from './arguments.ts';
import type { Command } from './command.ts';

const usage = 'hansou completion bash|zsh';

/** By command: its options. */
type OptionsByCommand = ReadonlyMap<string, readonly string[]>;

/** Writes the script of each shell. Where nothing fits, names of files are completed. */
const shells: Readonly<Record<string, (options: OptionsByCommand) => string>> = {
  bash: options => `_hansou() {
  local words=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${firstWords(options)}'
  else
    case "\${COMP_WORDS[1]}" in
${cases(options, words => `words='${words}'`)}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _hansou hansou
`,
  zsh: options => `#compdef hansou
_hansou() {
  if (( CURRENT == 2 )); then
    compadd -- ${firstWords(options)}
  else
    if [[ \${words[CURRENT]} == -* ]]; then
      case \${words[2]} in
${cases(options, words => `  compadd -- ${words}`)}
      esac
    else
      _files
    fi
  fi
}
compdef _hansou hansou
`,
};

function firstWords(options: OptionsByCommand): string {
  return [...options.keys(), 'help', '--help', '--version'].join(' ');
}

function cases(options: OptionsByCommand, body: (words: string) => string): string {
  return [...options].map(([command, words]) => `      ${command}) ${body(words.join(' '))} ;;`).join('\n');
}

/**
 * Creates the command `hansou completion`.
 * @param loadCommands loads all commands, whose help names their options
 */
export function createCompletion(loadCommands: () => Promise<ReadonlyMap<string, Command>>): Command {
  return {
    usage,
    help: `Prints a script that completes commands, options and files in a shell.

  bash   put into ~/.bashrc:  eval "$(hansou completion bash)"
  zsh    put into ~/.zshrc, behind compinit:  eval "$(hansou completion zsh)"`,

    async run([shell, ...rest], streams) {
      if (shell === undefined || !Object.hasOwn(shells, shell) || rest.length > 0)
        throw usageError(usage, shell === undefined ? 'no shell' : [shell, ...rest].join(' '));
      const options = new Map<string, string[]>();
      for (const [name, command] of await loadCommands()) {
        // The help explains options at the beginnings of lines, and may speak of those of other commands elsewhere.
        const named = [
          command.usage,
          ...command.help.split('\n').flatMap(line => /^ {2,4}-.*/.exec(line) ?? []),
        ].flatMap(line => line.match(/(?<![\w-])--[a-z][a-z-]*[a-z]/g) ?? []);
        options.set(name, [...new Set([...named, '--help'])]);
      }
      streams.stdout.write(shells[shell](options));
      return 0;
    },
  };
}
