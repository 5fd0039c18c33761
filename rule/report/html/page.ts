import { createHash } from 'node:crypto';
import { meta } from '../../meta';
import { version } from '../version';
import { capitalized, plain } from '../words/words';
import type { Answer } from './answer';
import { client } from './client';
import { css, marginBoxes } from './css';
import { text } from './markup';
import { dataJson, type PageData } from './page-data';
import { timeInWords } from './times';

export interface Page {
  /** Its kind, and how it is called beside its id. */
  readonly of: {
    readonly kind: 'account' | 'organization' | 'before deployment';
    readonly name: string;
    readonly id: string | null;
  };
  readonly readAt: string;
  readonly answer: Answer;
  /** Markup that follows the answer: what changed, what it was decided with, the bar. */
  readonly head: string;
  /** Sections with their ids and titles for the jump links; an empty one is left out. */
  readonly sections: readonly { readonly id: string; readonly title: string; readonly markup: string }[];
  readonly data: PageData;
}

const hashOf = (content: string): string =>
  `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

/** Nothing is loaded, and nothing is run but the one script and the one style sheet that the hashes name. */
const policyOf = (style: string): string =>
  `default-src 'none'; script-src ${hashOf(client)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;

/** One file that needs nothing else. What was read from AWS is text in it, never markup. */
export function pageHtml({ of, readAt, answer, head, sections, data }: Page): string {
  const when = timeInWords(readAt);
  const kind = capitalized(of.kind);
  const read = of.kind === 'before deployment' ? 'Checked on' : 'Read on';
  const id = of.id === null ? null : plain(of.id);
  const style = css + marginBoxes(kind, id, `${read} ${when}`);
  const there = sections.filter(({ markup }) => markup !== '');
  const title = `${answer.title}: ${of.kind} ${id ?? 'not known'} (${meta.id})`;
  const name = of.name === '' ? '' : `<b>${text(plain(of.name))}</b> `;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${text(title)}</title>
<style>${style}</style>
</head>
<body>
<header class="mast"><p><b>${meta.id}</b></p><p>${kind} ${name}${text(id ?? '(id not known)')}</p><p>${read} <time datetime="${text(readAt)}">${text(when)}</time></p></header>
<main>
<div class="answer">
<h1>${answer.heading}</h1>
${answer.limits === '' ? '' : `<p class="lede">${answer.limits}</p>`}
${head}
<nav class="jump" aria-label="On this page">${there.map(({ id, title: link }) => `<a href="#${id}">${text(link)}</a>`).join('')}</nav>
</div>
${there.map(({ markup }) => markup).join('\n')}
</main>
<footer><p>${text(`Made by ${meta.id} ${version}: ${meta.title}. The same as JSON is the exact record.`)}</p></footer>
<div id="said" role="status" class="unseen"></div>
<script type="application/json" id="data">${dataJson(data)}</script>
<script>${client}</script>
</body>
</html>
`;
}

/** The search, and what else narrows or orders the first table. */
export function toolbar(label: string, { filter, orders, tables, names }: PageData): string {
  const all =
    tables.reduce((sum, { rows }) => sum + rows.length, 0) +
    names.reduce((sum, one) => sum + one.items.length, 0);
  if (all < 10) return '';
  const option = (value: string): string => `<option>${text(value)}</option>`;
  const select = (id: string, title: string, options: readonly string[]): string =>
    `<div><label for="${id}">${text(title)}</label><select id="${id}">${options.map(option).join('')}</select></div>`;
  return `<div class="tools js-only"><div class="grow"><label for="find">${text(label)}</label><input id="find" type="search" autocomplete="off" spellcheck="false"></div>${filter === undefined ? '' : select('filter', filter.label, ['All', ...filter.values])}${(tables[0]?.rows.length ?? 0) < 2 ? '' : select('order', 'Sort by', orders)}</div>
<div class="shown js-only"><p id="found" role="status"></p><button type="button" id="csv">Download as CSV</button></div>`;
}
