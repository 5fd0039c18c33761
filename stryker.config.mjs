// `npm run mutate [FOLDER ...]`: which of the changes that Stryker makes to the pure folders do the unit tests alone catch?
const folders = (process.env.MUTATE ?? 'core,protocol,run,findings,reevaluation,remediation').split(',');

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'jest',
  jest: { configFile: 'jest.unit.config.js', enableFindRelatedTests: true },
  coverageAnalysis: 'perTest',
  mutate: folders.map((folder) => `rule/${folder}/**/*.ts`),
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
  concurrency: 2,
  tempDirName: '.stryker-tmp',
  ignorePatterns: ['dist', 'cdk.out', 'coverage'],
};
