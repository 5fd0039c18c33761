import { inertJson, text } from './markup';

export interface Column {
  readonly label: string;
  /** Numbers are sorted as numbers; `wide` wraps and gets what room there is. */
  readonly kind?: 'number' | 'wide';
}

/** A table that the page's script renders as it is scrolled to. */
export interface TableData {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly Column[];
  /** The column that names a row. */
  readonly nameColumn: number;
  /** The column whose values are offered as a filter. */
  readonly filterColumn: number;
  readonly filterLabel: string;
  readonly rows: readonly (readonly (string | number)[])[];
  /** The file that "CSV of what is shown" saves. */
  readonly csvName: string;
}

/** The frame of a table: everything but its rows. */
export function tableMarkup(table: TableData): string {
  const { id, title, columns } = table;
  const values = [...new Set(table.rows.map((row) => String(row[table.filterColumn] ?? '')))];
  const options = values.map((value) => `<option value="${text(value)}">${text(value)}</option>`).join('');
  const heads = columns
    .map(
      ({ label, kind }, index) =>
        `<th role="columnheader" scope="col" class="${kind ?? 'plain'}" aria-sort="none"><button type="button" data-column="${index}">${text(label)}</button></th>`,
    )
    .join('');
  const sorts = columns
    .flatMap(({ label }, index) => [
      `<option value="${index}:1">${text(label)}, ascending</option>`,
      `<option value="${index}:-1">${text(label)}, descending</option>`,
    ])
    .join('');
  return `<section id="${id}" class="table" aria-labelledby="${id}-title">
<h2 id="${id}-title">${text(title)}</h2>
<div class="tools">
<div><label for="${id}-search">Search</label><input type="search" id="${id}-search" data-part="search" autocomplete="off"></div>
<div><label for="${id}-filter">${text(table.filterLabel)}</label><select id="${id}-filter" data-part="filter"><option value="">all</option>${options}</select></div>
<div><label for="${id}-sort">Sort by</label><select id="${id}-sort" data-part="sort"><option value="">urgency</option>${sorts}</select></div>
<button type="button" data-part="csv">CSV of what is shown</button>
</div>
<p data-part="count" role="status"></p>
<div class="scroll" data-part="scroll" tabindex="0" role="region" aria-labelledby="${id}-title">
<table role="table" aria-labelledby="${id}-title"><thead role="rowgroup"><tr role="row">${heads}</tr></thead><tbody role="rowgroup" data-part="body"></tbody></table>
</div>
</section>`;
}

export const tablesJson = (tables: readonly TableData[]): string => inertJson({ tables });
