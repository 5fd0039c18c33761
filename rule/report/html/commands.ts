import { text } from './markup';

/** Lines to be pasted, with a sentence above them, and a button that copies them. */
export const commandBlock = (label: string, lines: readonly string[]): string =>
  `<div class="cmd"><p class="label">${text(label)}</p><button type="button" class="js-only" data-copy aria-label="${text(`Copy: ${label}`)}">Copy</button><pre><code>${text(lines.join('\n'))}</code></pre></div>`;
