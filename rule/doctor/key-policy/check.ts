import { checked, missing, ok, unknown, warning, type Check } from '../check';
import type { Place } from '../place';
import { letsIn, type PolicyStatement } from '../policy';
import type { KeyPolicyFacts } from './facts';
import { usesOf, type KeyUse } from './uses';

type Facts = KeyPolicyFacts & Place;
const id = 'key-policy';

/** A key of the customer: log groups, queues and alarms of the account are encrypted with it by AWS's services. */
export function checkKeyPolicy(facts: Facts): readonly Check[] {
  const { kmsKeyArn, keyPolicy, region, accountId } = facts;
  if (kmsKeyArn === undefined) return [];
  const owner = kmsKeyArn.split(':')[4] ?? '';
  if (keyPolicy === undefined) {
    const failure = { api: 'kms:GetKeyPolicy', error: `AWS gives it to account ${owner} alone` };
    return [unknown(id, `The policy of the key ${kmsKeyArn}`, failure)];
  }
  const inRegion = kmsKeyArn.split(':')[3];
  if (inRegion !== region)
    return [
      missing(
        id,
        `The key ${kmsKeyArn} is in ${inRegion ?? 'no region'}, and the rule in ${region}: a key is used in its own region only.`,
        `aws kms create-key --region ${region}`,
      ),
    ];
  const show = `aws kms get-key-policy --region ${region} --key-id ${kmsKeyArn} --query Policy --output text`;
  return checked(id, `The policy of the key ${kmsKeyArn}`, keyPolicy, (statements) => {
    const uses = usesOf(facts);
    const refused = uses.filter((use) => !isLetIn(statements, use));
    if (refused.length === 0) return [ok(id, `The key lets the services of account ${accountId} in.`)];
    if (refused.every((use) => isMeant(statements, use)))
      return [
        warning(
          id,
          `The key ${kmsKeyArn} names sqs.amazonaws.com, but a queue's key is used in the name of who sends and receives, and account ${accountId} is not let in: add ${added(refused)}.`,
          show,
        ),
      ];
    const named = refused.map(({ service, inTheNameOf }) => service + (inTheNameOf ?? '')).join(', ');
    return [
      missing(
        id,
        `The key ${kmsKeyArn} refuses ${named} for account ${accountId}, so what is encrypted with it is lost or cannot be made. The command shows the policy as it is; keep its statements, take out a Deny that is in the way, and add ${added(refused)}.`,
        show,
      ),
    ];
  });
}

const added = (uses: readonly KeyUse[]): string =>
  uses.map(({ statement }) => JSON.stringify(statement)).join(', ');

const isMeant = (statements: readonly PolicyStatement[], { actions, undocumented }: KeyUse): boolean =>
  undocumented !== undefined && actions.every((action) => letsIn(statements, { ...undocumented, action }));

const isLetIn = (statements: readonly PolicyStatement[], { actions, requests }: KeyUse): boolean =>
  requests.some((request) => actions.every((action) => letsIn(statements, { ...request, action })));
