// When scans stop, a report or an alarm says so, or the synth says that nothing will.
import { expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import type { Values } from '../../infra/options/parse-options';
import { addOrganization } from '../../infra/organization/organization';
import { topicArn } from './organization-synth';

const silent = (missing: string) => `Nothing tells anybody when scans stop: set ${missing}.`;
const noTopic = silent('notificationTopicArn');
const noAggregator = silent('aggregatorName, or aggregator=true');
const topic = { notificationTopicArn: topicArn };
const there = { ...topic, aggregator: false, ruleIn: 'member-stack' };

test.each<[Values, readonly string[], boolean]>([
  [{}, [noTopic], false],
  [{ ruleIn: 'member-stack' }, [noTopic], false],
  [{ aggregatorName: 'existing' }, [noTopic], false],
  [topic, [], true],
  [{ ...topic, aggregatorName: 'existing' }, [], true],
  [{ ...topic, aggregator: false }, [noAggregator], false],
  [there, [], false],
  [{ ...there, metrics: 'none' }, [noAggregator], false],
  // Whoever says so knows it.
  [{ organizationReport: 'off' }, [], false],
  [{ ...topic, organizationReport: 'off' }, [], false],
  [{ organizationReport: 'weekly' }, [], true],
])('%j', (values, warnings, hasReport) => {
  const app = new App();
  addOrganization(app, { organizationalUnitIds: ['r-abcd'], ...values }, { env: { region: 'us-east-1' } });
  const members = Stack.of(app.node.findChild('IamUserMfaMembers'));
  const said = Annotations.fromStack(members).findWarning('*', Match.stringLikeRegexp('^Nothing'));

  expect(said.map(({ entry }) => JSON.stringify(entry.data).replace(/^"| \[ack: .*$/g, ''))).toEqual(
    warnings,
  );
  expect(app.node.tryFindChild('IamUserMfaReport') !== undefined).toBe(hasReport);
});
