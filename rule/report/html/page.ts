import { createHash } from 'node:crypto';
import { meta } from '../../meta';
import { version } from '../version';
import { client } from './client';
import { css } from './css';
import { text } from './markup';
import { tableMarkup, tablesJson, type TableData } from './table-data';

export interface Page {
  readonly title: string;
  readonly answer: string;
  readonly good: boolean;
  readonly generatedAt: string;
  /** Markup of figures. */
  readonly figures: readonly string[];
  /** Markup between the figures and the tables. */
  readonly sections: readonly string[];
  readonly tables: readonly TableData[];
  readonly notes: readonly string[];
}

const hashOf = (content: string): string =>
  `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

/** Nothing is loaded and nothing is run but the one script and the one style sheet that the hashes name. */
const policy = `default-src 'none'; script-src ${hashOf(client)}; style-src ${hashOf(css)}; base-uri 'none'; form-action 'none'`;

/** One file that needs nothing else. What was read from AWS is data in it, never markup. */
export function pageHtml(page: Page): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${text(`${meta.id}: ${page.title}`)}</title>
<style>${css}</style>
</head>
<body>
<header>
<h1>${text(meta.title)}</h1>
<p class="soft">${text(page.title)}, ${text(page.generatedAt)}</p>
<p class="answer ${page.good ? 'good' : 'bad'}">${text(page.answer)}</p>
</header>
<main>
<div class="figures">${page.figures.join('')}</div>
${page.sections.join('\n')}
<noscript><p class="answer bad">The tables below need JavaScript; the scan as JSON or CSV holds the same.</p></noscript>
${page.tables.map(tableMarkup).join('\n')}
</main>
<footer>
${page.notes.map((note) => `<p class="soft">${text(note)}</p>`).join('\n')}
<p class="soft keys">In a table: arrow keys, Page Up, Page Down, Home and End move from row to row, Enter shows everything of a row.</p>
<p class="soft">${text(`${meta.id} ${version}. ${meta.description}`)}</p>
</footer>
<dialog id="detail" aria-labelledby="detail-title"><h2 id="detail-title">Details</h2><dl></dl><button type="button">Close</button></dialog>
<script type="application/json" id="data">${tablesJson(page.tables)}</script>
<script>${client}</script>
</body>
</html>
`;
}

/** A section of a few lines; what is more is counted, so that the document stays small. */
export function listSection(title: string, items: readonly string[], most = 20): string {
  if (items.length === 0) return '';
  const more = items.length - most;
  const lines = items.slice(0, most).map((item) => `<li>${text(item)}</li>`);
  const rest = more > 0 ? `<p class="soft">And ${more} more, in the table below.</p>` : '';
  return `<section><h2>${text(title)}</h2><ul class="list">${lines.join('')}</ul>${rest}</section>`;
}
