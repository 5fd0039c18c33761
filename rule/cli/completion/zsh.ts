import { withAllBelow, type CompletedCommand, type Flag } from './words';

export function zshCompletion(program: CompletedCommand, name: string): string {
  const id = `_${name.replaceAll('-', '_')}`;
  const functionOf = ({ path }: CompletedCommand): string => [id, ...path].join('_').replaceAll('-', '_');
  const functions = withAllBelow(program).map((command) => {
    const { commands, flags, argument } = command;
    const specs = flags.map((flag) => `    '${specOf(flag, commands.length > 0)}'`);
    const own =
      typeof argument === 'string'
        ? argument === 'files'
          ? ["    '*:file:_files'"]
          : []
        : [`    '1:argument:(${argument.join(' ')})'`];
    if (commands.length === 0)
      return `${functionOf(command)}() {\n  _arguments \\\n${[...specs, ...own].join(' \\\n')}\n}`;
    const listed = commands.map(({ path, description }) => `    '${path.at(-1) ?? ''}:${description}'`);
    const cases = commands.map((sub) => `      ${sub.path.at(-1) ?? ''}) ${functionOf(sub)} ;;`);
    return `${functionOf(command)}() {
  local curcontext="$curcontext" state line
  local -a commands
  commands=(
${listed.join('\n')}
  )
  _arguments -C \\
${specs.join(' \\\n')} \\
    '1: :->command' \\
    '*:: :->rest'
  case $state in
    command) _describe -t commands command commands ;;
    rest)
      case $line[1] in
${cases.join('\n')}
      esac ;;
  esac
}`;
  });
  return `#compdef ${name}
# zsh completion for ${name}: write it to a file _${name} in a folder of $fpath, or source it after compinit
${functions.join('\n')}
if [ "$funcstack[1]" = "_${name}" ]; then ${id} "$@"; else compdef ${id} ${name}; fi
`;
}

/**
 * A flag with a value can be given again: which of them add up, the commands know. A value that may be left out is part of the
 * flag's own word where the next one may be a command.
 */
function specOf({ long, value, choices, description }: Flag, isBeforeCommands: boolean): string {
  if (value === 'none') return `${long}[${description}]`;
  const what = choices.length > 0 ? `(${choices.join(' ')})` : '_files';
  const sign = value === 'optional' && isBeforeCommands ? '=-' : '=';
  return `*${long}${sign}[${description}]${value === 'optional' ? '::' : ':'}value:${what}`;
}
