import { env } from 'node:process';

// `npm run mutate`, or `MUTATE=protocol npm run mutate` for one folder: which of the changes that Stryker makes to the pure
// folders do the unit tests alone catch? It takes an hour for all of them, so it is no part of the CI.
const folders = (
  env.MUTATE ??
  'core,protocol,run,findings,reevaluation,remediation,enforcement,security-hub,gates,report,doctor,cli/session.ts'
).split(',');

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'jest',
  jest: { configFile: 'jest.mutate.config.js', enableFindRelatedTests: true },
  coverageAnalysis: 'perTest',
  mutate: folders.map((folder) => (folder.endsWith('.ts') ? `rule/${folder}` : `rule/${folder}/**/*.ts`)),
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
  concurrency: 2,
  tempDirName: '.stryker-tmp',
  ignorePatterns: ['dist', 'cdk.out', 'coverage'],
};
