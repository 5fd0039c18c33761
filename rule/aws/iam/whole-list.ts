import * as v from 'valibot';
import type { Group } from '../../remediation/ports';
import { listBy } from '../lists';
import { markerOfGroups } from '../pages';

/** All items of a list of groups, of their members or of their policies, or a failure. @throws ReadFailedError */
export const wholeList = <P extends Parameters<typeof markerOfGroups>[0], T>(
  api: string,
  send: (page: { readonly Marker?: string | undefined }) => Promise<P>,
  signal: AbortSignal,
  read: (page: P) => readonly T[],
): Promise<readonly T[]> => listBy(markerOfGroups, api, (Marker) => send({ Marker }), signal, read);

export const groupSchema = v.pipe(
  v.object({ GroupName: v.string(), Path: v.string(), Arn: v.string() }),
  v.transform(({ GroupName, Path, Arn }): Group => ({ groupName: GroupName, path: Path, arn: Arn })),
);
