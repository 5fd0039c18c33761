// One run, several projects: `unit` needs nothing but Node; `simulation` runs the pace over simulated limits; `policy` simulates
// IAM; `proofs` decides over all requests and explores all orders; `wire` talks over loopback (to the stand-in, moto); `infra`
// synthesizes templates; `gates` runs the gates' own engines; `package` uses what is packed; `roads` deploys by other tools;
// `runtime` runs the doors as Lambda does; `browser` opens the pages; `deploy` drives the real cdk CLI against moto; `docs` runs
// the commands of the pages.
const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
  ],
};

const project = (displayName, folders, extra = {}) => ({
  displayName,
  rootDir: __dirname,
  testEnvironment: 'node',
  transform,
  setupFiles: ['<rootDir>/test/environment.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/timeout.ts'],
  testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
  // What a command loads when it runs is named as the bundler and Node want it; here it is TypeScript.
  moduleNameMapper: { '^(\\.{1,2}/.+)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdk.out/'],
  ...extra,
});

// CDK's own validation of templates costs a test file more than our constructs: test/cdk.ts.
const withCdk = { setupFiles: ['<rootDir>/test/environment.ts', '<rootDir>/test/cdk.ts'] };

// Requests and answers against AWS's models: test/models.
const judged = {
  setupFilesAfterEnv: ['<rootDir>/test/timeout.ts', '<rootDir>/test/models/after-each-file.ts'],
};

module.exports = {
  // Twice as many as CI has cores: many tests wait for a process, a disk, a timer or a limit that they test.
  maxWorkers: 4,
  testSequencer: '<rootDir>/test/slowest-first.js',
  globalSetup: '<rootDir>/test/temporary-folder/make.js',
  globalTeardown: '<rootDir>/test/temporary-folder/remove.js',
  reporters: ['default', '<rootDir>/test/closing-line.js'],
  projects: [
    project('unit', [
      'core',
      'credential-report',
      'protocol',
      'enforcement',
      'remediation',
      'run',
      'reevaluation',
      'findings',
      'doctor',
      'report',
      'organization',
      'architecture',
      'enrolment',
      'security-hub',
      'report-delivery',
      'verification',
    ]),
    project('simulation', ['simulation']),
    project('policy', ['policy']),
    project('proofs', ['proofs', 'models']),
    project('wire', ['wire', 'standin', 'aws', 'cli', 'entries', 'formats'], judged),
    project('infra', ['infra'], withCdk),
    project('gates', ['gates'], withCdk),
    project('package', ['package']),
    project('runtime', ['runtime'], judged),
    project('roads', ['roads'], withCdk),
    project('browser', ['browser']),
    project('deploy', ['deploy']),
    project('docs', ['docs']),
  ],
};
