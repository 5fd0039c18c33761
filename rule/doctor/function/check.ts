import { blocking, missing, ok, unknown, unseen, warning, type Check } from '../check';
import type { Deployment, Place } from '../place';
import { letsIn } from '../policy';
import type { RulesFacts } from '../rule/facts';
import type { FunctionFacts } from './facts';

type Facts = FunctionFacts & RulesFacts & Place;

/** Config invokes the account's own function: without it, or without its permission, the rule cannot be made. */
export function checkFunction(facts: Facts, deployment: Deployment): readonly Check[] {
  return [...permission(facts, deployment), ...runtime(facts, deployment)];
}

function permission(facts: Facts, { functionsCommand: command, functionIs }: Deployment): readonly Check[] {
  const { functionName, functionPolicy, accountId, region, partition } = facts;
  if ('failure' in functionPolicy)
    return [unknown('function', `Whether AWS Config may invoke ${functionName}`, functionPolicy.failure)];
  const statements = functionPolicy.value;
  const arn = `arn:${partition}:config:${region}:${accountId}:config-rule/config-rule-abcdef`;
  const request = {
    principal: 'config.amazonaws.com',
    action: 'lambda:InvokeFunction',
    keys: { 'aws:SourceAccount': accountId, 'aws:SourceArn': arn },
  };
  if (statements !== undefined && letsIn(statements, request))
    return [ok('function', `The function ${functionName} is there, and AWS Config may invoke it.`)];
  const deployed = 'value' in facts.rules && facts.rules.value.length > 0;
  if (statements === undefined && functionIs === undefined && !deployed)
    return [ok('function', `There is no function ${functionName}: not deployed yet.`)];
  const lacks =
    statements === undefined
      ? `There is no function ${functionName} that AWS Config may invoke`
      : `The function ${functionName} is there, but AWS Config may not invoke it for this account`;
  const text = `${lacks}: AWS Config refuses the rule, and a conformance pack fails here.`;
  return [
    functionIs === 'blocking' ? blocking('function', text, command) : missing('function', text, command),
  ];
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html the dates of deprecation */
const endsOfLife: Readonly<Record<string, string>> = {
  'nodejs18.x': '2025-09-01',
  'nodejs20.x': '2026-04-30',
  'nodejs22.x': '2027-04-30',
  'nodejs24.x': '2028-04-30',
};
const sixMonths = 183 * 24 * 3_600_000;

function runtime(
  { functionName, runtime: answer, now }: Facts,
  { functionsCommand }: Deployment,
): readonly Check[] {
  if ('failure' in answer) return [unseen('runtime', 'The runtime of the function', answer.failure)];
  const name = answer.value;
  const end = endsOfLife[name ?? ''];
  if (name === undefined || end === undefined) return [];
  const left = Date.parse(end) - now.getTime();
  if (left > sixMonths)
    return [ok('runtime', `The function runs on ${name}, which AWS supports until ${end}.`)];
  return [
    warning(
      'runtime',
      `The function ${functionName} runs on ${name}, which AWS ${left > 0 ? 'supports until' : 'has not supported since'} ${end}. Deploy it again without the option runtime, or by a newer version of this package.`,
      functionsCommand,
    ),
  ];
}
