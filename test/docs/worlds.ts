import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mfaEnforcementPolicy } from '../../rule/enforcement/policy';
import { createStandin, type Standin } from '../../rule/standin';
import { simulated } from '../policy-simulation';
import { root, type Block } from './blocks';

export const worlds = ['account', 'organization', 'remediation'] as const;
export type World = (typeof worlds)[number];

/** The stand-in itself refuses a seed that is none. */
const seedFile = (name: string): object =>
  JSON.parse(readFileSync(join(root, 'docs', name), 'utf8')) as object;

const enforcement = { enforce: mfaEnforcementPolicy({ strength: 'console-only', partition: 'aws' }) };
const group = { groupName: 'Required', path: '/iam-user-mfa-required/', inlinePolicies: enforcement };

const seeds: Readonly<Record<World, () => object>> = {
  account: () => seedFile('seed.json'),
  organization: () => seedFile('seed-organization.json'),
  /** The account of docs/seed.json after remediation was deployed: its group carries the enforcement. */
  remediation: () => ({ ...seedFile('seed.json'), groups: [group] }),
};

export const worldOf = ({ words }: Block): World =>
  worlds.find((world) => words.includes(world)) ?? 'account';
export const standinOf = (world: World): Standin =>
  createStandin(seeds[world](), { simulatePolicy: simulated });
