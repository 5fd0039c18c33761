import type { AccountScan } from '../../findings/account-scan';
import { byUrgency, type Finding } from '../../findings/finding';
import { placeText } from '../words/place-text';
import { plain } from '../words/words';
import {
  arnParts,
  deviceParts,
  isOpen,
  lastUsedParts,
  newTag,
  ownerParts,
  passwordParts,
  privilegesParts,
  privilegesWord,
  signInParts,
  userParts,
} from './people';
import type { Part } from './parts';
import type { Row, Table } from './rows';

/** A cell of the table of who must act: what heads it, and whether it was asked for at all. */
interface Column {
  readonly title: string;
  readonly className?: string;
  readonly of: (finding: Finding) => readonly Part[];
}

export type CsvOf = (finding: Finding) => readonly string[];

/** Facts of everybody who must act, the most urgent first. No advice: that is there once for each reason. */
export function mustAct(scan: AccountScan, csv: CsvOf): Pick<Table, 'heads' | 'classes' | 'rows'> {
  const open = scan.findings.filter(isOpen).sort(byUrgency);
  const has = (key: keyof Finding): boolean => open.some((finding) => finding[key] !== undefined);
  const tag = newTag(scan.difference);
  if (open.some(({ location }) => location !== undefined)) return planned(open, tag, csv);
  const allRegionsRead = scan.signIns?.every(({ complete }) => complete) ?? true;
  const columns: readonly Column[] = [
    {
      title: has('owner') ? 'User and owner' : 'User',
      of: (one) => userParts(one, [...tag(one), ...ownerParts(one), ...tagFault(one), ...arnParts(one)]),
    },
    ...(has('privileges') ? [{ title: 'Privileges', className: 'privileges', of: privilegesParts }] : []),
    ...(has('signIn')
      ? [{ title: 'Last sign-in without MFA', of: (one: Finding) => signInParts(one, allRegionsRead) }]
      : has('passwordLastUsed')
        ? [{ title: 'Password last used', of: lastUsedParts }]
        : []),
    { title: 'Password since', of: (one) => passwordParts(one, scan.scannedAt) },
    { title: 'MFA device', of: deviceParts },
  ];
  const rows = open.map((finding): Row => ({
    state: 'must act',
    cells: columns.map(({ of }) => of(finding)),
    filter: privilegesWord(finding.privileges),
    order: [finding.userName, finding.passwordCreatedAt ?? '9', finding.owner ?? '\uffff'],
    csv: [csv(finding)],
  }));
  return {
    heads: columns.map(({ title }) => title),
    classes: columns.map(({ className = '' }) => className),
    rows,
  };
}

/** Of what is not deployed yet: the place, and what was seen there. */
function planned(
  open: readonly Finding[],
  tag: ReturnType<typeof newTag>,
  csv: CsvOf,
): ReturnType<typeof mustAct> {
  return {
    heads: ['User', 'Where', 'What was seen'],
    classes: ['', '', ''],
    rows: open.map((finding): Row => {
      const { userName, location, annotation } = finding;
      const place = plain(placeText(location));
      return {
        state: 'not enforced',
        cells: [
          [['name', [plain(userName)]], ...tag(finding)],
          [['line', [place]]],
          [plain(annotation.replace(' can sign in ', ' would be able to sign in '))],
        ],
        order: [place],
        csv: [csv(finding)],
      };
    }),
  };
}

/** An exemption tag that does not count is a fact of the one user; the annotation alone carries it. */
function tagFault({ annotation }: Finding): readonly Part[] {
  const [fault] = /Exemption tag ignored: [^.]*\./.exec(annotation) ?? [];
  return fault === undefined ? [] : [['line', [plain(fault)]]];
}

export const restHeads = (isPlanned: boolean): readonly string[] => [
  'User',
  'State',
  isPlanned ? 'Where' : 'MFA device',
];

const restWords: Partial<Record<Finding['reason'], string>> = {
  'no-console-password': 'No console password',
  'user-gone': 'Gone',
};

/** Everyone of whom nothing is asked. A template has no devices, so no user of it is protected yet. */
export const everyoneElse = ({ findings }: AccountScan, csv: CsvOf, isPlanned: boolean): readonly Row[] =>
  [...findings].sort(byUrgency).flatMap((finding) => {
    const state =
      finding.reason === 'mfa-enabled' ? (isPlanned ? 'Enforced' : 'Protected') : restWords[finding.reason];
    if (state === undefined) return [];
    const last: readonly Part[] = isPlanned
      ? [['line', [plain(placeText(finding.location))]]]
      : deviceParts(finding);
    return [{ state: state.toLowerCase(), cells: [userParts(finding), [state], last], csv: [csv(finding)] }];
  });
