import { overQuota } from '../service-error';
import type { UserRecord } from './iam-store';

/** IAM's tag keys compare without case; a key that is there keeps its place and takes the new spelling. */
export function setTag(user: UserRecord, key: string, value: string): void {
  const folded = key.toLowerCase();
  if (!user.tags.has(folded) && user.tags.size >= 50) throw overQuota('TagsPerUser', 50);
  user.tags.set(folded, { key, value });
}
