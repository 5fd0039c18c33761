// One temporary folder for a run of the tests and for all that they start, so that one removal leaves nothing behind. A CDK app
// that names no folder makes one there, too.
const { mkdtempSync, realpathSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

module.exports = () => {
  process.env.TMPDIR = mkdtempSync(join(realpathSync(tmpdir()), 'iam-user-mfa-tests-'));
};
