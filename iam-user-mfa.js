#!/usr/bin/env node
// The bin of package.json: here before anything is built, so that it can say what to do. In syntax of every Node.
'use strict';
var fs = require('fs');
var path = require('path');

var built = path.join(__dirname, 'dist/rule/cli/main.js');
if (fs.existsSync(built)) require(built);
else {
  process.stderr.write('iam-user-mfa: not built yet in ' + __dirname + ': npm ci && npm run build\n');
  process.exitCode = 2;
}
