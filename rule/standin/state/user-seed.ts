import * as v from 'valibot';
import { permissionsBoundary, policyHolder } from './policy-seed';
import { date, name, path, text } from './seed-values';

const { optional, array, strictObject } = v;

export const deviceKinds = ['virtual', 'security-key', 'sms', 'hardware'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

const device = strictObject({
  kind: v.picklist(deviceKinds),
  serialNumber: optional(text),
  enableDate: optional(date),
});

export const user = strictObject({
  userName: name,
  userId: optional(text),
  path: optional(path, '/'),
  createDate: optional(date, '2024-01-01T00:00:00Z'),
  passwordLastUsed: optional(date),
  loginProfile: optional(
    strictObject({
      createDate: optional(date, '2024-01-01T00:00:00Z'),
      passwordResetRequired: optional(v.boolean(), false),
    }),
  ),
  tags: optional(v.record(text, v.string()), {}),
  mfaDevices: optional(array(device), []),
  groups: optional(array(name), []),
  ...policyHolder,
  permissionsBoundary,
});

export type UserSeed = v.InferOutput<typeof user>;
