import { meta } from '../../meta';
import { text } from './markup';

/** From a checkout and where the package is installed alike. */
export const program = `npx --no -- ${meta.id}`;

/**
 * A word as every shell reads it back. A plain one stays as it is, but zsh would take `=name` for a program, and a name may hold
 * spaces or quotes where it comes from Organizations.
 */
export const shellQuoted = (word: string): string =>
  /^[\w.@/+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** Lines to be pasted, with a sentence above them, and a button that copies them. */
export const commandBlock = (label: string, lines: readonly string[]): string =>
  `<div class="cmd"><p class="label">${text(label)}</p><button type="button" class="js-only" data-copy aria-label="${text(`Copy: ${label}`)}">Copy</button><pre><code>${text(lines.join('\n'))}</code></pre></div>`;
