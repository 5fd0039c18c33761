import type { Answer } from '../answer';
import type { Grants } from '../grants';

/** Services that the deployment needs in its region, and that a region-deny policy closes, by the question asked of each. */
export interface RegionOpenFacts {
  readonly openServices: Readonly<Record<string, Answer<unknown>>>;
}

/** events:ListRules is re-evaluation's own question. */
export const regionOpenGrants: Grants = ({ partition }) => ({
  Functions: { actions: ['lambda:ListFunctions'], resources: ['*'] },
  QueueList: { actions: ['sqs:ListQueues'], resources: [`arn:${partition}:sqs:*:*:*`] },
  LogGroups: {
    actions: ['logs:DescribeLogGroups'],
    resources: [`arn:${partition}:logs:*:*:log-group:*`],
  },
});
