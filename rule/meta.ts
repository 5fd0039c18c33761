import type { CaseFault, Exemption, TagFault } from './core/exemption';
import type { Compliance, ReasonCode } from './core/verdict';

interface ReasonText {
  readonly compliance: Compliance;
  /** The words of the verdict table's row about the user. */
  readonly title: string;
  /** The annotation; names in braces are filled in, and `{userName}` always leads. */
  readonly text: string;
}

/** The reasons, one table for annotations, reports, the README and the runbooks. A code without a text does not compile. */
export const reasons = {
  'user-gone': {
    compliance: 'NOT_APPLICABLE',
    title: 'is gone',
    text: '{userName}: {gone}',
  },
  'no-console-password': {
    compliance: 'NOT_APPLICABLE',
    title: 'has no console password',
    text: '{userName} has no console password (login profile), so there is no sign-in to protect.',
  },
  'mfa-enabled': {
    compliance: 'COMPLIANT',
    title: 'has a console password and sufficient MFA',
    text: '{userName} signs in to the console with a password and sufficient MFA.',
  },
  'within-grace': {
    compliance: 'NOT_APPLICABLE',
    title: 'has a console password younger than the grace period',
    text: '{userName} has a new console password without sufficient MFA; the grace period ends at {until}.',
  },
  exempt: {
    compliance: 'NOT_APPLICABLE',
    title: 'is exempt',
    text: '{userName} has a console password without sufficient MFA and is exempt {exemption}.',
  },
  'no-mfa': {
    compliance: 'NON_COMPLIANT',
    title: 'has a console password and no MFA device',
    text: '{userName} can sign in with a password alone: no MFA device. Assign {device} or delete the login profile.{tagFault}',
  },
  'mfa-too-weak': {
    compliance: 'NON_COMPLIANT',
    title: 'has a console password and MFA that is too weak',
    text: '{userName} {requirement}. {fix} or delete the login profile.{tagFault}',
  },
} as const satisfies Record<ReasonCode, ReasonText>;

/** Facts that all parts share: the Lambda, infra, reports, gates, runbooks and the README take them from here. */
export const meta = {
  id: 'iam-user-mfa',
  /** A noun, not a claim: it is the title of findings of every outcome. */
  title: 'MFA of IAM users with a console password',
  description:
    'Flags every IAM user who can sign in to the AWS console with a password and no second factor; read live, not from the credential report.',
  severity: 'HIGH',
  resourceType: 'AWS::IAM::User',
  scanResourceType: 'AWS::::Account',
  helpUrl: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable.html',
  /** The path of the group of require-mfa; its name is CloudFormation's. */
  requiredGroupPath: '/iam-user-mfa-required/',
  /** The name of a group of require-mfa that was made by an earlier version, or by hand. */
  requiredGroupName: 'iam-user-mfa-required',
  remediationRoleName: 'iam-user-mfa-remediation',
  functionName: 'iam-user-mfa',
  protectPolicyName: 'iam-user-mfa-protect',
  memberStackSetName: 'iam-user-mfa-members',
  /** Those of `runbooks` that the rule may name as its remediation: both make a user safe. */
  /** The SSM Automation documents, by the action that each asks the remediation function for. */
  runbooks: {
    'require-mfa': {
      name: 'iam-user-mfa-require-mfa',
      description:
        'Adds one NON_COMPLIANT IAM user to the group that allows nothing but enrolling MFA until it is done.',
    },
    'undo-require-mfa': {
      name: 'iam-user-mfa-undo-require-mfa',
      description: 'Takes one IAM user out of the group that require-mfa added the user to.',
    },
    'remove-console-access': {
      name: 'iam-user-mfa-remove-console-access',
      description:
        'Deletes the login profile of one NON_COMPLIANT IAM user. The password is lost; a session that is signed in goes on.',
    },
  },
  /** A conformance pack appends its own id to the rule's name. */
  ruleNamePattern: /^iam-user-mfa(-conformance-pack-[a-z0-9]+)?$/,
  /** The pattern, for a person. */
  ruleNames: 'iam-user-mfa, or iam-user-mfa-conformance-pack-ID where a conformance pack made it',
  metricNamespace: 'IamUserMfa',
  /** How often all users may be scanned: Config's own names, in hours. */
  schedules: { One_Hour: 1, Three_Hours: 3, Six_Hours: 6, Twelve_Hours: 12, TwentyFour_Hours: 24 },
  /** The controls that ask for MFA on console access. */
  frameworks: {
    'CIS AWS Foundations Benchmark 1.4 to 4.0.1': ['1.10'],
    'CIS AWS Foundations Benchmark 5.0': ['1.9'],
    'CIS AWS Foundations Benchmark 6.0': ['2.9'],
    'CIS AWS Foundations Benchmark 7.0': ['2.10'],
    'AWS Foundational Security Best Practices (Security Hub CSPM)': ['IAM.5'],
    'NIST SP 800-53 Rev. 5': ['AC-2(1)', 'AC-3(15)', 'IA-2(1)', 'IA-2(2)', 'IA-2(6)', 'IA-2(8)'],
    'NIST SP 800-171 Rev. 2': ['3.5.3'],
    'PCI DSS 4.0.1': ['8.4.2'],
    'ISO/IEC 27001:2022': ['A.8.5'],
    HIPAA: ['164.312(d)'],
    'CMMC 2.0': ['IA.L2-3.5.3'],
    'CIS Controls 8.1': ['6.3'],
    'AWS Well-Architected': ['SEC02-BP01'],
    'MITRE ATT&CK': ['T1078', 'T1110'],
  },
} as const;

export type RemediationAction = keyof typeof meta.runbooks;
/** Everything that remediation can be asked for. */
export const remediationActions = Object.keys(meta.runbooks) as readonly RemediationAction[];
/** The remediations that a rule may name: undo-require-mfa is a runbook, too, but makes no user safe. */
export const ruleRemediations = [
  'require-mfa',
  'remove-console-access',
] as const satisfies readonly RemediationAction[];

/** Why a user is exempt, and until when, as annotations say it. */
export function exemptionText(exemption: Exemption): string {
  switch (exemption.by) {
    case 'name':
      return 'by name (exemptUserNames)';
    case 'path':
      return `by path ${exemption.path} (exemptPaths)`;
    case 'tag':
      return `through ${exemption.until}: ${exemption.why}`;
  }
}

export interface ExemptionFaults {
  readonly tagFault?: TagFault;
  readonly caseFault?: CaseFault;
}

const caseTexts = {
  name: ' Not exempt: exemptUserNames has the name in another case.',
  path: ' Not exempt: exemptPaths has the path in another case.',
} as const;

/** Why what looks like an exemption is none; empty where nothing does. */
export const faultText = ({ tagFault, caseFault }: ExemptionFaults): string =>
  tagFaultText(tagFault) + (caseFault === undefined ? '' : caseTexts[caseFault]);

function tagFaultText(tagFault: TagFault | undefined): string {
  switch (tagFault?.fault) {
    case undefined:
      return '';
    case 'malformed':
      return ' Exemption tag ignored: not YYYY-MM-DD reason.';
    case 'no-such-date':
      return ` Exemption tag ignored: there is no date ${tagFault.until}.`;
    case 'past':
      return ` Exemption tag ignored: it ended on ${tagFault.until}.`;
    case 'too-far-ahead':
      return ` Exemption tag ignored: ${tagFault.until} is over ${tagFault.maxExemptDays} days ahead.`;
  }
}
