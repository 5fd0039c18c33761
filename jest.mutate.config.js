// The unit tests alone, for Stryker: its runner takes no list of projects. Tests that read the whole repository are left out,
// and the property tests, which take seconds for each mutation: what the others catch is the lower bound.
// MUTATE_TESTS=core narrows them to one folder of tests: many times faster, and a lower bound again.
const { projects } = require('./jest.config.js');
const { MUTATE_TESTS } = process.env;

module.exports = {
  ...projects.find(({ displayName }) => displayName === 'unit'),
  ...(MUTATE_TESTS === undefined
    ? {}
    : { testMatch: MUTATE_TESTS.split(',').map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`) }),
  testPathIgnorePatterns: [
    '/architecture/',
    '/readme\\.test',
    '/properties\\.test',
    '/interleaving\\.test',
    '/any-event\\.test',
    '/pace\\.test',
  ],
};
