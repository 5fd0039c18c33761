import type { Style } from '../style';
import { wrap } from './wrap';

/** Lines that fit. */
export function paragraph(text: string, { columns }: Pick<Style, 'columns'>, margin = ''): string {
  return `${columns === undefined ? margin + text : wrap(text, columns, margin).join('\n')}\n`;
}
