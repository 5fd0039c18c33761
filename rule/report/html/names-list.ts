import { partMarkup, type Part } from './parts';
import { number } from './times';

/** A list beside the tables through which the search looks, too. */
export interface Names {
  readonly id: string;
  /** The words by which the search counts its items. */
  readonly state: string;
  /** How many are in the document at a time. */
  readonly most: number;
  readonly items: readonly (readonly Part[])[];
}

export function namesList({ id, most, items }: Names, className: 'names' | 'parts' = 'names'): string {
  const shown = items.slice(0, most).map((parts) => `<li>${parts.map(partMarkup).join('')}</li>`);
  const left = items.length - shown.length;
  return `<ul class="${className}" id="${id}">${shown.join('')}</ul><p class="soft small" data-rest="${id}">${left > 0 ? `And ${number(left)} more: the JSON and the CSV name them.` : ''}</p>`;
}
