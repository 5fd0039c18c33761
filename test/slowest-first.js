// The files that take longest start first, so that no worker is left alone with one at the end. Jest itself knows how long a
// file took only where it ran before, and CI runs in a fresh clone.
const { default: Sequencer } = require('@jest/test-sequencer');

const slowest = [
  'runtime/matrix',
  'runtime/doors',
  'runtime/commands',
  'entries/warm',
  'package/package',
  'deploy/account',
  'deploy/organization',
  'docs/moto',
  'cli/doctor-moto',
  'wire/pace',
  'wire/faults',
  'cli/screens',
  'entries/security-hub',
  'cli/org-agreement',
  'browser/html',
  'wire/tries',
  'infra/organization-app',
  'cli/enrol',
  'infra/app',
  'entries/report',
  'wire/verdicts',
  'infra/cfn-lint',
  'simulation/pace',
  'policy/mutation',
];

const rank = ({ path }) => {
  const found = slowest.findIndex((name) => path.endsWith(`/test/${name}.test.ts`));
  return found < 0 ? slowest.length : found;
};

module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
};
