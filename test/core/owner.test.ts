import { expect, test } from '@jest/globals';
import { ownerByTag } from '../../rule/core/exemption';

test.each([
  ['its value, trimmed', [{ key: 'owner', value: ' ops ' }], 'ops'],
  ['the key in any case', [{ key: 'OWNER', value: 'ops' }], 'ops'],
  [
    'the tag of the key',
    [
      { key: 'team', value: 'a' },
      { key: 'owner', value: 'ops' },
    ],
    'ops',
  ],
  ['no one in an empty value', [{ key: 'owner', value: ' ' }], null],
  ['no one without such a tag', [{ key: 'team', value: 'a' }], null],
  ['no one without tags', [], null],
])('an owner is %s', (_, tags, owner) => {
  expect(ownerByTag(tags, 'Owner')).toBe(owner);
});
