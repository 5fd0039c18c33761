const { rmSync } = require('node:fs');

module.exports = () => {
  // A browser may still be writing its last file.
  rmSync(process.env.TMPDIR, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
};
