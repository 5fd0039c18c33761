import { env } from 'node:process';

// `npm run mutate`, or `MUTATE=protocol npm run mutate` for one folder: which of the changes that Stryker makes to the pure
// folders do the unit tests alone catch? It takes hours for all of them, most for the reports, so it is no part of the CI.
const folders = (
  env.MUTATE ??
  'core,protocol,run,findings,reevaluation,remediation,enforcement,security-hub,gates,report,doctor,cli/session.ts,' +
    'aws/clients/pace.ts,aws/clients/accepted-calls.ts'
).split(',');

// The wire tests hold these: they are made of calls to AWS, or of CDK's constructs (test/gates/nag-parity.test.ts: of 22 changes by
// hand it found all but a resolver's flag; test/package/package.test.ts imports the pack without cdk-nag). Named by MUTATE they are
// changed, too.
const edges = [
  'doctor/**/read.ts',
  'doctor/{reading,stack}.ts',
  'gates/nag-pack.ts',
  'gates/cloudformation/needs-cdk-nag.ts',
];

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  // MUTATE_RUNNER=jest starts Jest for each mutant: forty times slower, and the same answer.
  testRunner: env.MUTATE_RUNNER ?? 'in-process',
  plugins: ['@stryker-mutator/*', './test/mutation/runner.mjs'],
  jest: { configFile: 'jest.mutate.config.js', enableFindRelatedTests: true },
  coverageAnalysis: 'perTest',
  mutate: [
    ...folders.filter((folder) => !folder.endsWith('.ts')).map((folder) => `rule/${folder}/**/*.ts`),
    ...edges.map((edge) => `!rule/${edge}`),
    ...folders.filter((folder) => folder.endsWith('.ts')).map((file) => `rule/${file}`),
  ],
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
  concurrency: Number(env.MUTATE_CONCURRENCY ?? 2),
  tempDirName: '.stryker-tmp',
  ignorePatterns: ['dist', 'cdk.out', 'coverage'],
};
