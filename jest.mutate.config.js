// The unit tests alone, for Stryker: its runner takes no list of projects. Tests that read the whole repository are left out,
// and the property tests, which take seconds for each mutation: what the others catch is the lower bound.
const { projects } = require('./jest.config.js');

module.exports = {
  ...projects.find(({ displayName }) => displayName === 'unit'),
  testPathIgnorePatterns: [
    '/architecture/',
    '/readme\\.test',
    '/properties\\.test',
    '/interleaving\\.test',
    '/any-event\\.test',
  ],
};
