import { GetFunctionConfigurationCommand, GetPolicyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import { errorCode } from '../../aws/clients/read-failed';
import { paced, type Connection } from '../../aws/clients/settings';
import { meta } from '../../meta';
import type { Answer } from '../answer';
import type { Place } from '../place';
import { statementsOf } from '../policy-text';
import type { Reading } from '../reading';
import { readRules } from '../rule/read';
import type { FunctionFacts } from './facts';

export const lambdaClient = (connection: Connection): LambdaClient =>
  paced('lambda', (settings) => new LambdaClient(settings), connection);

/** The function of the rule that is there, else the one that a member stack makes. */
export async function readFunction(reading: Reading<Place>): Promise<FunctionFacts> {
  const { rules } = await reading.once(readRules);
  const named = 'value' in rules ? rules.value[0]?.rule.sourceIdentifier?.split(':')[6] : undefined;
  const functionName = named ?? meta.functionName;
  const client = reading.client(lambdaClient);
  const [functionPolicy, runtime] = await Promise.all([
    orAbsent(reading, 'lambda:GetPolicy', async () => {
      const { Policy } = await client.send(new GetPolicyCommand({ FunctionName: functionName }));
      return statementsOf(v.parse(v.string(), Policy));
    }),
    orAbsent(reading, 'lambda:GetFunctionConfiguration', async () => {
      const command = new GetFunctionConfigurationCommand({ FunctionName: functionName });
      return v.parse(v.string(), (await client.send(command)).Runtime);
    }),
  ]);
  return { functionName, functionPolicy, runtime };
}

const orAbsent = <T>(
  reading: Reading<Place>,
  api: string,
  send: () => Promise<T>,
): Promise<Answer<T | undefined>> =>
  reading.ask(api, async () => {
    try {
      return await send();
    } catch (error) {
      if (errorCode(error) === 'ResourceNotFound') return undefined;
      throw error;
    }
  });
