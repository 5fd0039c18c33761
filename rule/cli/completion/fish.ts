import { withAllBelow, type CompletedCommand, type Flag } from './words';

export function fishCompletion(program: CompletedCommand, name: string): string {
  const line = (condition: string, rest: string): string => `complete -c ${name} -n '${condition}' ${rest}`;
  const all = withAllBelow(program);
  const lines = all.flatMap((command) => {
    const { path, commands, flags, argument } = command;
    const below = commands.map((sub) => sub.path.at(-1) ?? '');
    const last = path.at(-1);
    // `verify` is a command, and one below evidence: fish looks for words, wherever they are.
    const namesakes = all.filter((other) => other.path.length > path.length && other.path.at(-1) === last);
    const here =
      last === undefined
        ? '__fish_use_subcommand'
        : [
            ...path.map((word) => `__fish_seen_subcommand_from ${word}`),
            ...namesakes.map((other) => `not __fish_seen_subcommand_from ${other.path[0] ?? ''}`),
          ].join('; and ');
    const only =
      last === undefined || below.length === 0
        ? here
        : `${here}; and not __fish_seen_subcommand_from ${below.join(' ')}`;
    return [
      ...(argument === 'files' ? [] : [line(only, '-f')]),
      ...commands.map((sub) => line(only, `-f -a ${sub.path.at(-1) ?? ''} -d '${sub.description}'`)),
      ...(typeof argument === 'string' ? [] : [line(only, `-f -a '${argument.join(' ')}'`)]),
      ...flags.map((flag) => line(only, `-l ${flag.long.slice(2)}${valueOf(flag)} -d '${flag.description}'`)),
    ];
  });
  return `# fish completion for ${name}: write it to ~/.config/fish/completions/${name}.fish\n${lines.join('\n')}\n`;
}

function valueOf({ value, choices }: Flag): string {
  if (value === 'none') return '';
  if (choices.length > 0) return ` ${value === 'required' ? '-x' : '-f'} -a '${choices.join(' ')}'`;
  return value === 'required' ? ' -r -F' : '';
}
