import { differenceParts, differenceText, type Difference } from '../../findings/difference';
import type { Style } from '../style';
import { plain } from '../words/words';
import { renderTable } from './table';
import { wrap } from './wrap';

/** The changes since the baseline: the counts and the users, but for those who are still open as before. */
export function changes(difference: Difference | undefined, style: Style): string | undefined {
  if (difference === undefined) return undefined;
  const sentence = plain(`CHANGES: ${differenceText(difference)}`);
  const rows = differenceParts.flatMap(([part, name]) =>
    part === 'stillOpen'
      ? []
      : difference[part].map(({ account, userId, userName }) => [
          name,
          account ?? '-',
          userName ?? userId,
          userId,
        ]),
  );
  const intro = style.columns === undefined ? sentence : wrap(sentence, style.columns).join('\n');
  return `${intro}\n${rows.length === 0 ? '' : renderTable(['CHANGE', 'ACCOUNT', 'USER', 'USER ID'], rows, style)}`;
}
