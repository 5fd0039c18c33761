#!/usr/bin/env node
// The bin of package.json: here before anything is built, so that it can say what to do. In syntax of every Node.
'use strict';
var fs = require('fs');
var path = require('path');

// A checkout made of links is where its package.json is, not where the links lead.
function isOurs(folder) {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')).name === 'iam-user-mfa';
  } catch {
    return false;
  }
}

var built = [__dirname]
  .concat(isOurs(process.cwd()) ? process.cwd() : [])
  .map(function (folder) {
    return path.join(folder, 'dist/rule/cli/main.js');
  })
  .filter(fs.existsSync)[0];
if (built !== undefined) require(built);
else {
  process.stderr.write('iam-user-mfa: not built yet in ' + __dirname + ': npm ci && npm run build\n');
  process.exitCode = 2;
}
