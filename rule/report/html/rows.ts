import { text } from './markup';
import { partMarkup, type Part } from './parts';

export interface Row {
  readonly cells: readonly (readonly Part[])[];
  /** The word by which the search counts it: "must act", "exempt". */
  readonly state: string;
  /** Searched beside the text of the cells. */
  readonly find?: string;
  /** The value that the select of the toolbar filters by. */
  readonly filter?: string;
  /** A value for each of the toolbar's orders. */
  readonly order?: readonly (string | number)[];
  /** Rows of one group stand together under its heading. */
  readonly group?: string;
  /** How many people it stands for, where it is of an account. */
  readonly people?: number;
  /** Its lines in the CSV; an account has one for each of its people. */
  readonly csv: readonly (readonly string[])[];
}

/** A table whose rows the page's script draws anew as they are searched, filtered and paged through. */
export interface Table {
  readonly id: string;
  readonly label: string;
  readonly heads: readonly string[];
  /** Classes of the heads beside their places. */
  readonly classes?: readonly string[];
  readonly rows: readonly Row[];
  /** How many rows are in the document at a time; headings of groups count, too. */
  readonly most: number;
  /** Real rows in the file, which need no script. */
  readonly real: number;
  /** Rows beyond those that are there only without JavaScript. */
  readonly noscript: number;
}

/** The place where a reader without JavaScript finds the rows that are not in the page. */
const elsewhere = 'the JSON or the CSV of the same scan names all of them.';

export function tableMarkup(table: Table): string {
  const { id, label, rows, real, noscript } = table;
  const left = rows.length - real - noscript;
  const more = rows.slice(real, real + noscript);
  const without = [
    more.length === 0 ? '' : oneTable('', `${label}, continued`, table, more),
    left <= 0 ? '' : `<p class="rest">And ${left.toLocaleString('en')} more: ${elsewhere}</p>`,
  ].join('');
  return `${oneTable(` id="${id}-table"`, label, table, rows.slice(0, real))}
<div class="paging js-only" hidden><p data-part="range"></p><button type="button" data-part="more">Show more</button><button type="button" data-part="first">Back to the first</button></div>
${without === '' ? '' : `<noscript>${without}</noscript>`}<p class="rest printed" data-part="printed" hidden></p>`;
}

/** The roles are said again: a phone shows rows as cards, and display:block takes them away. */
function oneTable(
  attributes: string,
  label: string,
  { id, heads, classes }: Table,
  rows: readonly Row[],
): string {
  const head = heads
    .map(
      (title, at) =>
        `<th scope="col" role="columnheader" class="c${at + 1}${classes?.[at] === undefined ? '' : ` ${classes[at]}`}">${text(title)}</th>`,
    )
    .join('');
  return `<table role="table"${attributes} class="t-${id}" aria-label="${text(label)}"><thead role="rowgroup"><tr role="row">${head}</tr></thead>${bodies(heads, rows)}</table>`;
}

function bodies(heads: readonly string[], rows: readonly Row[]): string {
  let group: string | undefined;
  let open = false;
  let markup = '';
  for (const row of rows) {
    if (!open || row.group !== group) {
      markup += `${open ? '</tbody>' : ''}<tbody role="rowgroup">`;
      if (row.group !== undefined)
        markup += `<tr role="row" class="group"><th role="rowheader" scope="rowgroup" colspan="${heads.length}">${text(row.group)}</th></tr>`;
      group = row.group;
      open = true;
    }
    markup += rowMarkup(heads, row);
  }
  return open ? `${markup}</tbody>` : '<tbody role="rowgroup"></tbody>';
}

const rowMarkup = (heads: readonly string[], { cells }: Row): string =>
  `<tr role="row" class="row">${cells
    .map((parts, at) => {
      const inside = parts.map(partMarkup).join('');
      return at === 0
        ? `<td role="cell">${inside}</td>`
        : `<td role="cell" data-label="${text(heads[at] ?? '')}"><div>${inside}</div></td>`;
    })
    .join('')}</tr>`;
