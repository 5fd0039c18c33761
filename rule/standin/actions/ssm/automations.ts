import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { action, textOf } from '../action';
import { ServiceError } from '../../service-error';

/** Runs a document that the seed deploys; what it does is the business of whoever made the stand-in. */
export const StartAutomationExecution = action(
  v.object({
    DocumentName: textOf(1, 200),
    Parameters: v.optional(v.record(v.string(), v.array(v.string())), {}),
    ClientToken: v.optional(textOf(36, 36)),
  }),
  ({ id: accountId, deployment, automations, store }, { DocumentName: documentName, Parameters }) => {
    if (!deployment.runbooks.includes(documentName))
      throw new ServiceError(
        'AutomationDefinitionNotFoundException',
        `Automation definition not found: ${documentName}`,
      );
    const execution = { id: randomUUID(), documentName, status: 'InProgress' };
    automations.set(execution.id, execution);
    const parameters = Object.fromEntries(Object.entries(Parameters).map(([key, [one = '']]) => [key, one]));
    store.startAutomation({ accountId, documentName, parameters }).then(
      (status = 'Success') => (execution.status = status),
      () => (execution.status = 'Failed'),
    );
    return { AutomationExecutionId: execution.id };
  },
);

export const GetAutomationExecution = action(
  v.object({ AutomationExecutionId: textOf(36, 36) }),
  ({ automations }, { AutomationExecutionId: id }) => {
    const found = automations.get(id);
    if (found === undefined)
      throw new ServiceError('AutomationExecutionNotFoundException', `No execution ${id}.`);
    const { documentName: DocumentName, status: AutomationExecutionStatus } = found;
    return { AutomationExecution: { AutomationExecutionId: id, DocumentName, AutomationExecutionStatus } };
  },
);
