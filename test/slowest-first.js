// The files that take longest start first, so that no worker is left alone with one at the end, and those that mostly wait (the
// `runtime` ones, `cli/connection`) beside those that compute. Jest itself knows how long a file took only where it ran before, and
// CI runs in a fresh clone.
const { default: Sequencer } = require('@jest/test-sequencer');

const slowest = [
  'runtime/doors',
  'package/package',
  'browser/html',
  'entries/warm',
  'runtime/commands',
  'deploy/account',
  'cli/enrol',
  'deploy/organization',
  'runtime/matrix',
  'cli/doctor-moto',
  'cli/verify-planted',
  'cli/verify-killed',
  'browser/print',
  'wire/faults',
  'infra/organization-app',
  'cli/connection',
  'docs/moto',
  'wire/pace',
  'cli/verify',
  'browser/commands',
  'cli/screens',
  'roads/terraform',
  'infra/app',
  'cli/completion',
  'cli/org-agreement',
  'cli/verify-attacked',
  'wire/tries',
  'infra/cfn-lint',
  'docs/run',
  'policy/exceptions',
  'infra/validation',
  'simulation/pace',
  'entries/reevaluate',
  'entries/report',
  'entries/security-hub',
  'wire/verdicts',
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
