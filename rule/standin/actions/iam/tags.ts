import * as v from 'valibot';
import { action, textOf } from '../action';
import { AwsFault } from '../../errors';
import { pageOfArray } from '../../state/sequence';
import { NAME, paged, PAGING, setTag, showTags } from './shared';

export const TAGS = v.array(v.object({ Key: textOf(1, 128), Value: textOf(0, 256) }));

export function uniqueTags(tags: v.InferOutput<typeof TAGS>): v.InferOutput<typeof TAGS> {
  if (new Set(tags.map(({ Key }) => Key.toLowerCase())).size === tags.length) return tags;
  throw new AwsFault(
    'InvalidInput',
    'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  );
}

export const ListUserTags = action(v.object({ ...PAGING, UserName: NAME }), (account, input) => {
  const tags = showTags(account.iam.user(input.UserName));
  return paged(
    account,
    input,
    'Tags',
    (after, size) => pageOfArray(tags, after, size),
    (tag) => tag,
  );
});

export const TagUser = action(v.object({ UserName: NAME, Tags: TAGS }), (account, input) => {
  const user = account.iam.user(input.UserName);
  for (const { Key, Value } of uniqueTags(input.Tags)) setTag(user, Key, Value);
  return undefined;
});

export const UntagUser = action(
  v.object({ UserName: NAME, TagKeys: v.array(textOf(1, 128)) }),
  (account, input) => {
    const user = account.iam.user(input.UserName);
    for (const key of input.TagKeys) user.tags.delete(key.toLowerCase());
    return undefined;
  },
);
