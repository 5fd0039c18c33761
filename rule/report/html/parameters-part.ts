import type { AccountScan } from '../../findings/account-scan';
import type { MadeWith } from '../../findings/made-with';
import { parameterKeys, valueText } from '../../core/parameters';
import { changedParameters } from '../words/parameters-text';
import { plain } from '../words/words';
import { facts, soft } from './decided';
import { text } from './markup';
import { isOpen } from './people';
import { histogram } from './state-bar';
import { daysBetween, number } from './times';

/** All of them, those that are not set as well: two pages made with other parameters differ here. */
export function parameterFacts({ parameters }: MadeWith): string {
  if (parameters === undefined) return '';
  return `<div>${facts(
    'Parameters',
    parameterKeys.map((key) => {
      const value = valueText(parameters[key]);
      return [key, value === '' ? soft('none') : text(plain(value))] as const;
    }),
  )}</div>`;
}

/** "requiredMfa has-phishing-resistant; gracePeriodHours 48": what differs from the defaults, for the head of the page. */
export function otherParameters({ parameters }: MadeWith): string {
  if (parameters === undefined) return '';
  const others = changedParameters(parameters).map(([key, value]) => `${key} ${value}`);
  return others.length === 0
    ? 'Decided with the default parameters.'
    : `Decided with ${plain(others.join('; '))}.`;
}

const classes = [
  ['Under 30 days', 0, 30],
  ['30 to 90 days', 30, 90],
  ['90 days to 1 year', 90, 365],
  ['1 to 2 years', 365, 730],
  ['Over 2 years', 730, Infinity],
] as const;

/** How old the passwords are that somebody must act on; of whom it is not known is said, too. */
export function passwordAges(scan: Pick<AccountScan, 'findings' | 'scannedAt'>): string {
  const open = scan.findings.filter(isOpen);
  if (open.length === 0) return '';
  const ages = open.flatMap(({ passwordCreatedAt }) => daysBetween(passwordCreatedAt, scan.scannedAt) ?? []);
  const counts = classes.map(([label, from, below]): readonly [string, number] => [
    label,
    ages.filter((age) => age >= from && age < below).length,
  ]);
  const unknown = open.length - ages.length;
  const caption =
    open.length === 1
      ? 'Age of the password without sufficient MFA'
      : `Age of the ${number(open.length)} passwords without sufficient MFA`;
  return histogram(caption, [
    ...(ages.length === 0 ? [] : counts),
    ...(unknown === 0 ? [] : [['Not known', unknown] as const]),
  ]);
}
