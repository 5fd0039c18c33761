import { withAllBelow, type CompletedCommand } from './words';

/** Works in bash 3.2, too, which macOS brings. */
export function bashCompletion(program: CompletedCommand, name: string): string {
  const all = withAllBelow(program);
  const id = `_${name.replaceAll('-', '_')}`;
  const label = ({ path }: CompletedCommand): string => path.join(' ');
  const steps = all
    .filter(({ path }) => path.length > 0)
    .map(({ path }) => `"${path.slice(0, -1).join(' ')} ${path.at(-1) ?? ''}"`);
  const values = all.flatMap((command) =>
    command.flags
      .filter(({ value }) => value === 'required')
      .map(({ long, choices }) =>
        choices.length === 0
          ? `    "${label(command)} ${long}") return ;;`
          : `    "${label(command)} ${long}") words="${choices.join(' ')}" ;;`,
      ),
  );
  // Their value may be left out: with it the flags are offered as well.
  const optional = all.flatMap((command) =>
    command.flags
      .filter(({ value, choices }) => value === 'optional' && choices.length > 0)
      .map(({ long, choices }) => `    "${label(command)} ${long}") optional="${choices.join(' ')} " ;;`),
  );
  // Where a command may be typed, a value that may be left out comes after the sign only.
  const holders = all.filter(({ path, commands }) => path.length > 0 && commands.length > 0).map(label);
  const words = all.map((command) => {
    const { commands, flags, argument } = command;
    const offered = [
      ...commands.map(({ path }) => path.at(-1) ?? ''),
      ...(typeof argument === 'string' ? [] : argument),
      ...flags.map(({ long }) => long),
    ];
    const files = argument === 'files' ? ' [ "${current#-}" = "$current" ] && return ;' : '';
    return `    "${label(command)}")${files} words="${[...new Set(offered)].join(' ')}" ;;`;
  });
  return `# bash completion for ${name}: source it, for example in ~/.bashrc
${id}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" flag="\${COMP_WORDS[COMP_CWORD-1]}" command="" words="" optional="" signed="" i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$command \${COMP_WORDS[i]}" in
    ${steps.join(' | ')}) command="\${command:+$command }\${COMP_WORDS[i]}" ;;
    esac
  done
  # bash takes --flag=value apart. In --format json=FILE a file comes after the sign.
  if [ "$current" = "=" ]; then current="" signed=1
  elif [ "$flag" = "=" ]; then flag="\${COMP_WORDS[COMP_CWORD-2]}" signed=1
  fi
  if [ "\${COMP_WORDS[COMP_CWORD]}" = "=" ] || [ "\${COMP_WORDS[COMP_CWORD-1]}" = "=" ]; then
    [ "\${flag#--}" = "$flag" ] && return
  fi
  case "$command $flag" in
${[...values, ...optional].join('\n')}
  esac
  [ -z "$signed" ] && case "$command" in
    ${holders.map((one) => `"${one}"`).join(' | ')}) optional="" ;;
  esac
  [ -z "$words" ] && case "$command" in
${words.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$optional$words" -- "$current"))
}
complete -o default -F ${id} ${name}
`;
}
