import { runSimulation, type EvaluationResult } from '@cloud-copilot/iam-simulate';
import { mfaEnforcementPolicy, mfaEnforcementScp, noNewPasswordsScp } from '../../rule/enforcement/policy';
import others from '../cases/enforcement-documents.json';
import type { Row } from './rows';

export function ours({ kind, options }: Row): object {
  if (kind === 'no-new-passwords') return noNewPasswordsScp(options);
  return kind === 'scp' ? mfaEnforcementScp(options) : mfaEnforcementPolicy(options);
}

export function copied({ kind }: Row): object {
  if (kind === 'no-new-passwords') return others.copiedNewPasswords;
  return kind === 'scp' ? others.copiedScp : others.copied;
}

/** What AWS would answer to the row's request with this document in force. */
export async function decide(row: Row, document: object): Promise<EvaluationResult> {
  const named = { name: 'enforcement', policy: document };
  const grants = row.grants.map((name) => ({ name, policy: others.grants[name] }));
  const everything = { name: 'FullAWSAccess', policy: others.grants.AdministratorAccess };
  const result = await runSimulation(
    {
      request: {
        principal: row.principal,
        action: row.action,
        resource: { resource: row.resource, accountId: '111122223333' },
        contextVariables: { ...principalContext(row.principal), ...mutable(row.context) },
      },
      identityPolicies: row.kind === 'policy' ? [...grants, named] : grants,
      serviceControlPolicies:
        row.kind === 'policy' ? [] : [{ orgIdentifier: 'r-abcd', policies: [everything, named] }],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(`${row.title}: ${JSON.stringify(result.errors)}`);
  const simulated = result.resultType === 'single' ? [result.result] : result.results;
  const ignored = simulated.flatMap(({ ignoredContextKeys }) => ignoredContextKeys ?? []);
  if (ignored.length > 0) throw new Error(`${row.title}: the simulator ignored ${ignored.join(', ')}`);
  return result.overallResult;
}

/** What every request carries about who makes it: a user's name, and of a session the role. */
function principalContext(principal: string): Record<string, string> {
  const session = /^arn:([\w-]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(principal);
  if (session !== null) {
    const [, partition = '', account = '', role = ''] = session;
    return { 'aws:PrincipalArn': `arn:${partition}:iam::${account}:role/${role}` };
  }
  return { 'aws:PrincipalArn': principal, 'aws:username': principal.slice(principal.lastIndexOf('/') + 1) };
}

function mutable(context: Row['context']): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
  );
}
