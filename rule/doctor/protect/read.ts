import {
  DescribePolicyCommand,
  ListPoliciesCommand,
  ListTargetsForPolicyCommand,
} from '@aws-sdk/client-organizations';
import * as v from 'valibot';
import { organizationsClient } from '../../aws/organizations';
import type { OrganizationPlace } from '../place';
import { allOf, type Reading } from '../reading';
import type { ProtectFacts, ProtectPolicy } from './facts';

const policySchema = v.object({
  Id: v.string(),
  Name: v.optional(v.string(), ''),
  AwsManaged: v.optional(v.boolean(), false),
});

/** An SCP may have any name, so ours is known by its statement. */
export async function readProtect(reading: Reading<OrganizationPlace>): Promise<ProtectFacts> {
  const client = reading.client(organizationsClient);
  const protectPolicies = await reading.ask('organizations:ListPolicies', async () => {
    const policies = await allOf(
      (NextToken) => client.send(new ListPoliciesCommand({ Filter: 'SERVICE_CONTROL_POLICY', NextToken })),
      (page) => v.parse(v.array(policySchema), page.Policies ?? []),
    );
    const found: ProtectPolicy[] = [];
    for (const { Id, Name } of policies.filter(({ AwsManaged }) => !AwsManaged)) {
      const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId: Id }));
      if (!v.parse(v.string(), Policy?.Content).includes('"ProtectTagged"')) continue;
      const targets = await allOf(
        (NextToken) => client.send(new ListTargetsForPolicyCommand({ PolicyId: Id, NextToken })),
        (page) => page.Targets ?? [],
      );
      found.push({ name: Name, targets: targets.length });
    }
    return found;
  });
  return { protectPolicies };
}
