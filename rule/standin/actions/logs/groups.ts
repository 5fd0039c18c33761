import * as v from 'valibot';
import { action } from '../action';

export const DescribeLogGroups = action(v.object({}), () => ({ logGroups: [] }));
