import type { Style } from '../style';
import { plain } from '../words/words';
import { wrap } from './wrap';

/** Lines that fit. A note may hold the name of an account or AWS's own words. */
export function paragraph(text: string, { columns }: Pick<Style, 'columns'>, margin = ''): string {
  const line = plain(text);
  return `${columns === undefined ? margin + line : wrap(line, columns, margin).join('\n')}\n`;
}
