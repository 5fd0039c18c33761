import { inertJson } from './markup';
import { breaks, elements } from './parts';
import type { Names } from './names-list';
import type { Table } from './rows';

/** The select that filters the first table. */
export interface Filter {
  readonly label: string;
  readonly values: readonly string[];
}

/** The data of the page's script. The first table is the one that is filtered and sorted. */
export interface PageData {
  readonly tables: readonly Table[];
  readonly names: readonly Names[];
  readonly filter?: Filter | undefined;
  /** The names of the orders; the first is that of the rows. */
  readonly orders: readonly string[];
  readonly csv: {
    readonly file: string;
    readonly head: readonly string[];
    readonly unread: readonly (readonly string[])[];
  };
  /** The kind of the first table's rows; an account has several people. */
  readonly rowsAre: 'people' | 'accounts';
}

/** Inert: the script is told of elements by their short names and of texts as texts. */
export const dataJson = (data: PageData): string =>
  inertJson({
    ...data,
    elements,
    breaks,
    tables: data.tables.map(({ id, heads, rows, most }) => ({ id, heads, most, rows })),
  });
