import {
  GetAutomationExecutionCommand,
  SSMClient,
  StartAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { answerTo, errorCode } from './clients/read-failed';
import { paced, type Connection } from './clients/settings';

export const ssmClient = (connection: Connection): SSMClient =>
  paced('ssm', (settings) => new SSMClient(settings), connection);

/** The states in which an automation stays. @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-statuses.html */
const ended = /^(Success|Failed|TimedOut|Cancelled|Rejected|Exited|CompletedWith\w+)$/;
const looks = 150;
const lookMilliseconds = 2_000;

export interface RunbooksOptions {
  readonly client: SSMClient;
  readonly signal: AbortSignal;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** SSM Automation documents, started as a person starts them. Every method throws ReadFailedError. */
export class Runbooks {
  constructor(private readonly options: RunbooksOptions) {}

  /** The status in which it ended, or in which it still is after five minutes; undefined where there is no such document. */
  async run(DocumentName: string, parameters: Readonly<Record<string, string>>): Promise<string | undefined> {
    const { client, signal, pause } = this.options;
    const Parameters = Object.fromEntries(Object.entries(parameters).map(([key, one]) => [key, [one]]));
    // By its token a second try of a lost answer starts nothing new.
    const start = new StartAutomationExecutionCommand({
      DocumentName,
      Parameters,
      ClientToken: randomUUID(),
    });
    const id = await answerTo('ssm:StartAutomationExecution', signal, async () => {
      try {
        return v.parse(v.string(), (await client.send(start)).AutomationExecutionId);
      } catch (error) {
        if (errorCode(error) === 'AutomationDefinitionNotFound') return undefined;
        throw error;
      }
    });
    if (id === undefined) return undefined;
    let status = 'Pending';
    for (let look = 1; look <= looks && !signal.aborted; look += 1) {
      status = await answerTo('ssm:GetAutomationExecution', signal, async () => {
        const answer = await client.send(new GetAutomationExecutionCommand({ AutomationExecutionId: id }));
        return v.parse(v.string(), answer.AutomationExecution?.AutomationExecutionStatus);
      });
      if (ended.test(status)) break;
      await pause(lookMilliseconds);
    }
    return status;
  }
}
