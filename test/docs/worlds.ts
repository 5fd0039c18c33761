import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mfaEnforcementPolicy } from '../../rule/enforcement/policy';
import { createStandin, parseSeed, type SeedInput, type Standin } from '../../rule/standin';
import { simulated } from '../policy-simulation';
import { root, type Block } from './blocks';

export const worlds = ['account', 'organization', 'remediation'] as const;
export type World = (typeof worlds)[number];

const seedFile = (name: string): SeedInput => JSON.parse(readFileSync(join(root, 'docs', name), 'utf8'));

/** The account of docs/seed.json where remediation was deployed: its group carries the enforcement. */
const remediation = (): SeedInput => ({
  ...seedFile('seed.json'),
});

const seeds: Readonly<Record<World, () => SeedInput>> = {
  account: () => seedFile('seed.json'),
  organization: () => seedFile('seed-organization.json'),
  remediation,
};

export const worldOf = ({ words }: Block): World =>
  worlds.find((world) => words.includes(world)) ?? 'account';
export const standinOf = (world: World): Standin => createStandin(seeds[world](), { simulatePolicy: simulated });
