import type { AccountScan } from '../../findings/account-scan';
import { toolbar } from './page';
import type { PageData } from './page-data';
import { tableMarkup, type Table } from './rows';
import { number } from './times';

export function actSection(
  { complete, findings }: AccountScan,
  table: Table,
  data: PageData,
  isPlanned: boolean,
): string {
  const many = table.rows.length;
  const say = isPlanned
    ? many > 0
      ? 'Each would get a console password, and no MFA-enforcement policy goes with it.'
      : 'No user that can be seen.'
    : many > 0
      ? 'Most urgent first: by what they may do, then by the latest use of the password, then by its age.'
      : complete
        ? 'Nobody.'
        : findings.length === 0
          ? 'Not known: no user could be read.'
          : 'Nobody of those who could be read.';
  return `<section id="act" aria-labelledby="h-act"><h2 id="h-act">${isPlanned ? 'Not enforced' : 'Who must act'}${many === 0 ? '' : `: ${number(many)}`}</h2>
<p class="say">${say}</p>
${toolbar(isPlanned ? 'Find a user by name or place' : 'Find a user by name, ARN, id or owner', data)}
${many === 0 ? '' : tableMarkup(table)}</section>`;
}

export function allowedSection(table: Table, isPlanned = false): string {
  if (table.rows.length === 0) return '';
  const exempt = table.rows.filter(({ state }) => state === 'exempt').length;
  const inGrace = table.rows.length - exempt;
  const parts = [
    exempt === 0 ? '' : `${number(exempt)} exempt`,
    inGrace === 0 ? '' : `${number(inGrace)} in grace`,
  ];
  return `<section id="allowed" aria-labelledby="h-allowed"><h2 id="h-allowed">Allowed for now: ${number(table.rows.length)}</h2>
<p class="say">${parts.filter((part) => part !== '').join(', ')}. ${isPlanned ? 'No MFA-enforcement policy goes with them either.' : 'They have no sufficient MFA either; when their time is up they must act.'}</p>
${tableMarkup(table)}</section>`;
}

export function restSection(table: Table, isPlanned: boolean): string {
  if (table.rows.length === 0) return '';
  const of = (state: string): number => table.rows.filter((row) => row.state === state).length;
  const parts = [
    isPlanned ? ([of('enforced'), 'enforced'] as const) : ([of('protected'), 'protected'] as const),
    [of('no console password'), 'without a console password'],
    [of('gone'), 'gone'],
  ] as const;
  const summary = parts.filter(([count]) => count > 0).map(([count, word]) => `${number(count)} ${word}`);
  return `<section id="rest" aria-labelledby="h-rest"><h2 id="h-rest">Everyone else: ${number(table.rows.length)}</h2>
<details><summary>${summary.join(', ')}</summary>${tableMarkup(table)}</details></section>`;
}
