import * as v from 'valibot';
import { oneOf, textOf } from '../action';
import { ServiceError } from '../../service-error';
import { complianceTypes } from '../../state/config-seed';

export const ruleNames = v.optional(v.pipe(v.array(textOf(1, 64)), v.maxLength(25)), []);
export const tokenInput = v.optional(v.string());
export const wantedTypes = v.optional(
  v.pipe(
    v.array(oneOf([...complianceTypes, 'INSUFFICIENT_DATA'])),
    v.maxLength(3, 'Member must have length less than or equal to 3'),
  ),
  [],
);

export const badToken = (): ServiceError =>
  new ServiceError('InvalidNextTokenException', 'The nextToken provided is invalid');
