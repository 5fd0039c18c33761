import { differenceParts, differenceText, type Difference } from '../../findings/difference';
import type { Style } from '../style';
import { paragraph } from './paragraph';
import { renderTable } from './table';

/** The changes since the baseline: the counts and the users, but for those who are still open as before. */
export function changes(difference: Difference | undefined, style: Style): string | undefined {
  if (difference === undefined) return undefined;
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
  return `${paragraph(`CHANGES: ${differenceText(difference)}`, style)}${rows.length === 0 ? '' : renderTable(['CHANGE', 'ACCOUNT', 'USER', 'USER ID'], rows, style)}`;
}
