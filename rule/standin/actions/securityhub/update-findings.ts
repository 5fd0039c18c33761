import * as v from 'valibot';
import { action, textOf } from '../action';
import { keyOf } from '../../state/security-hub-store';
import { subscribed } from './access';

const identifier = v.object({ Id: textOf(1, 512), ProductArn: textOf(12, 2048) });

/** The fields that a customer may change. */
export const BatchUpdateFindings = action(
  v.looseObject({ FindingIdentifiers: v.array(identifier), Note: v.optional(v.looseObject({})) }),
  (account, { FindingIdentifiers: identifiers, ...fields }) => {
    const hub = subscribed(account);
    const noted = { ...fields.Note, UpdatedAt: account.store.now().toISOString() };
    const changes = fields.Note === undefined ? fields : { ...fields, Note: noted };
    const known = identifiers.filter((one) => hub.update(keyOf(one), changes));
    const unprocessed = identifiers.filter((one) => !known.includes(one));
    return {
      ProcessedFindings: known,
      UnprocessedFindings: unprocessed.map((one) => ({
        FindingIdentifier: one,
        ErrorCode: 'FindingNotFound',
        ErrorMessage: 'Finding not found.',
      })),
    };
  },
);
