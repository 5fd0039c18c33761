import type { FaultKind } from './fault-kinds';

/** What still fails, each with what is to be done; `npm run matrix` shows it, the samples leave it out. */
const open: readonly (readonly [kinds: RegExp, calls: RegExp])[] = [
  // One signal an attempt, over head and body.
  [/^(stalled body|drip|hang and stalled)/, /./],
  // A wait on a timer that is not kept alive ends the process.
  [
    /^(throttled|500|503|502|reset|answer lost|hang|cut$)/,
    /^(config:StartConfigRulesEvaluation|iam:(AddUserToGroup|RemoveUserFromGroup|DeleteLoginProfile))$/,
  ],
  // An answer with nothing in it.
  [
    /^(HTML|empty|hollow) 200/,
    /^(config:(PutEvaluations|StartConfigRulesEvaluation|GetComplianceDetailsByConfigRule)|iam:(AddUserToGroup|RemoveUserFromGroup|DeleteLoginProfile)|organizations:ListAccounts|s3:PutObject|sns:Publish)$/,
  ],
  // The same account in two pages; a page that does not say whether it is the last.
  [/^(a |tokens )/, /^organizations:ListAccounts$/],
  [/^no end mark$/, /^iam:ListUsers$/],
];

export const isOpen = ({ name }: Pick<FaultKind, 'name'>, call: string): boolean =>
  open.some(([kinds, calls]) => kinds.test(name) && calls.test(call));
