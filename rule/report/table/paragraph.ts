import type { Style } from '../style';
import { plain } from '../words/words';
import { wrap } from './wrap';

/** Lines that fit. A note may hold the name of an account or AWS's own words. */
export function paragraph(text: string, { columns }: Pick<Style, 'columns'>, margin = ''): string {
  return `${wrap(plain(text), columns ?? Infinity, margin).join('\n')}\n`;
}
