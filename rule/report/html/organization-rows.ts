import type { AccountRow, OrganizationView } from '../../findings/organization-view';
import { byUrgency, compareTexts, type Finding } from '../../findings/finding';
import { subjectOfOrganization } from '../../findings/report-subject';
import { meta } from '../../meta';
import type { UserRows } from '../words/user-columns';
import { plain } from '../words/words';
import { isOpen, newTag, privilegesParts } from './people';
import type { Part } from './parts';
import type { Row } from './rows';
import { clock, counted, dayPart, number } from './times';

/** How many can sign in without sufficient MFA: as many as are named, or as the last scan counted. */
export const mustActIn = ({ withoutMfa, withoutMfaCount }: AccountRow): number =>
  Math.max(withoutMfa.length, withoutMfaCount ?? 0);

/** "Workloads / Production"; the root alone where an account is in no unit. */
export function unitName(ou: string | null): string {
  if (ou === null || ou === '') return 'Unit not known';
  const [root = '', ...below] = plain(ou).split('/');
  return below.length === 0 ? root : below.join(' / ');
}

/** Organizations allows a name of spaces. */
export const calledAccount = ({ account, name }: Pick<AccountRow, 'account' | 'name'>): string =>
  plain(name) === '' ? account : plain(name);

/** With the version, where it is another than that of the report. */
export const accountParts = (
  { account, name, version }: Pick<AccountRow, 'account' | 'name' | 'version'>,
  toolVersion: string | undefined,
): readonly Part[] => [
  ['name', [calledAccount({ account, name })]],
  ['id', [account]],
  ...(version == null || version === toolVersion ? [] : [['line', [`${meta.id} ${version}`]] as const]),
];

const scanParts = ({ lastScanAt }: AccountRow): readonly Part[] =>
  lastScanAt === null ? [['soft', ['Not known']]] : [dayPart(lastScanAt), ' ', ['line', [clock(lastScanAt)]]];

export const accountHeads = ['Account', 'Must act', 'Who', 'Last scan'] as const;

/** account-2 before account-14. */
const byNumber = new Intl.Collator('en', { numeric: true });

/** The accounts with people who must act, by unit, the unit and the account with most people first. */
export function accountRows(view: OrganizationView, csv: UserRows): readonly Row[] {
  const byAccount = grouped(view);
  const affected = view.accounts.filter((row) => mustActIn(row) > 0);
  const inUnit = new Map<string, number>();
  for (const row of affected)
    inUnit.set(unitName(row.ou), (inUnit.get(unitName(row.ou)) ?? 0) + mustActIn(row));
  const people = (row: AccountRow): number => inUnit.get(unitName(row.ou)) ?? 0;
  const tag = newTag(view.difference);
  return [...affected]
    .sort(
      (a, b) =>
        people(b) - people(a) ||
        compareTexts(unitName(a.ou), unitName(b.ou)) ||
        mustActIn(b) - mustActIn(a) ||
        byNumber.compare(a.name, b.name) ||
        compareTexts(a.account, b.account),
    )
    .map((row): Row => {
      const open = byAccount.get(row.account) ?? [];
      const isNew = (one: Finding): boolean => tag(one).length > 0;
      const sorted = [...open].sort((a, b) => Number(isNew(b)) - Number(isNew(a)) || byUrgency(a, b));
      return {
        state: 'with people who must act',
        group: `${unitName(row.ou)}: ${counted(people(row), 'person', 'people')}`,
        filter: unitName(row.ou),
        order: [-mustActIn(row), row.name, row.lastScanAt ?? ''],
        cells: [
          accountParts(row, view.toolVersion),
          howMany(row),
          whoParts(row, sorted, tag),
          scanParts(row),
        ],
        people: mustActIn(row),
        csv: sorted.map(csv.of),
      };
    });
}

function grouped(view: OrganizationView): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of subjectOfOrganization(view).findings.filter(isOpen)) {
    const account = finding.account ?? '';
    const group = groups.get(account);
    if (group === undefined) groups.set(account, [finding]);
    else group.push(finding);
  }
  return groups;
}

/** "4 of 31"; where an account does not report, more than are named may have to. */
function howMany(row: AccountRow): readonly Part[] {
  const many: Part = ['alone', [number(mustActIn(row))]];
  if (row.consoleUsers !== null) return [many, ` of ${number(row.consoleUsers)}`];
  return [many, ' ', ['line', ['at least: the account does not report']]];
}

const namedAtOnce = 10;
const namedAtMost = 1_000;

function whoParts(
  row: AccountRow,
  open: readonly Finding[],
  tag: ReturnType<typeof newTag>,
): readonly Part[] {
  const item = (one: Finding): Part => [
    'item',
    [
      ['foreign', [plain(one.userName)]],
      ...tag(one),
      ...(one.privileges === 'administrator' ? [' ', ...privilegesParts(one)] : []),
      ' ',
      ['printed', [plain(one.userId)]],
    ],
  ];
  const folded = open.slice(namedAtOnce, namedAtMost);
  const unnamed = mustActIn(row) - open.length;
  const beyond = open.length - namedAtOnce - folded.length;
  return [
    ...(open.length === 0 ? [] : [['list', open.slice(0, namedAtOnce).map(item)] as const]),
    ...(folded.length <= 0
      ? []
      : [
          [
            'more',
            [
              ['summary', [`and ${number(folded.length)} more`]],
              ['list', folded.map(item)],
            ],
          ] as const,
        ]),
    ...(beyond > 0
      ? [['line', [`and ${number(beyond)} more: the JSON and the CSV name them`]] as const]
      : []),
    ...(unnamed > 0
      ? [['line', [`${number(unnamed)} whom AWS Config counts and does not name`]] as const]
      : []),
  ];
}

export const quietHeads = ['Account', 'Organizational unit', 'Users with a password', 'Last scan'] as const;

/** The accounts that report, and where nobody must act. */
export const quietRows = (view: OrganizationView): readonly Row[] =>
  view.accounts
    .filter((row) => row.status === 'reporting' && mustActIn(row) === 0)
    .map((row) => ({
      state: 'where nobody must act',
      cells: [
        accountParts(row, view.toolVersion),
        [unitName(row.ou)],
        [row.consoleUsers === null ? ['soft', ['Not known']] : number(row.consoleUsers)],
        scanParts(row),
      ],
      csv: [],
    }));
