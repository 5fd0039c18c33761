import * as v from 'valibot';
import { action, textOf } from '../action';
import { ServiceError } from '../../service-error';
import { pageOfArray } from '../../state/sequence';
import { setTag } from '../../state/tags';
import { iamName, paging } from './inputs';
import { paged } from './pages';
import { showTags } from './shown';

export const tagList = v.array(v.object({ Key: textOf(1, 128), Value: textOf(0, 256) }));

export function uniqueTags(tags: v.InferOutput<typeof tagList>): v.InferOutput<typeof tagList> {
  if (new Set(tags.map(({ Key }) => Key.toLowerCase())).size === tags.length) return tags;
  throw new ServiceError(
    'InvalidInput',
    'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  );
}

export const ListUserTags = action(v.object({ ...paging, UserName: iamName }), (account, input) => {
  const tags = showTags(account.iam.user(input.UserName));
  return paged(
    account,
    input,
    'Tags',
    (after, size) => pageOfArray(tags, after, size),
    (tag) => tag,
  );
});

export const TagUser = action(v.object({ UserName: iamName, Tags: tagList }), (account, input) => {
  const user = account.iam.user(input.UserName);
  for (const { Key, Value } of uniqueTags(input.Tags)) setTag(user, Key, Value);
  return undefined;
});

export const UntagUser = action(
  v.object({ UserName: iamName, TagKeys: v.array(textOf(1, 128)) }),
  (account, input) => {
    const user = account.iam.user(input.UserName);
    for (const key of input.TagKeys) user.tags.delete(key.toLowerCase());
    return undefined;
  },
);
