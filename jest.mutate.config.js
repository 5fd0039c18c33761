// The unit tests, for Stryker: its runner takes no list of projects. Tests that read the whole repository are left out, and the
// property tests, which take seconds for each mutation: what the others catch is the lower bound.
// MUTATE_TESTS=core,gates/check-parity narrows them to folders and files of tests: many times faster, and a lower bound again.
const { projects } = require('./jest.config.js');
const { MUTATE_TESTS } = process.env;
const unit = projects.find(({ displayName }) => displayName === 'unit');

/** Tables of other projects that need nothing but Node, either, and take a second. */
const tables = [
  'aws/pace',
  'cli/session',
  'simulation/proven-pace',
  'gates/check-parity',
  'gates/expressions',
  'gates/loops',
  'gates/parse-document',
  'gates/template-objects',
  'gates/value-limits',
  'gates/variable-type',
  'gates/written-blocks',
  'gates/plan-attacks',
  'gates/recorded-plans',
  'gates/templates',
  'gates/said',
  'gates/sentences',
  'policy/enforcement-policy',
  'policy/options',
  'policy/no-new-passwords',
];
const match = (place) => [`<rootDir>/test/${place}/**/*.test.ts`, `<rootDir>/test/${place}.test.ts`];
const within = (folder) => tables.filter((table) => table.startsWith(`${folder}/`));

module.exports = {
  ...unit,
  testMatch:
    MUTATE_TESTS === undefined
      ? [...unit.testMatch, ...tables.flatMap(match)]
      : MUTATE_TESTS.split(',').flatMap((place) =>
          within(place).length > 0 ? within(place).flatMap(match) : match(place),
        ),
  testPathIgnorePatterns: [
    '/architecture/',
    '/readme\\.test',
    '/properties\\.test',
    '/interleaving\\.test',
    '/any-event\\.test',
  ],
};
