// npm run matrix: all cells instead of a sample, in the same jest.
process.env['MATRIX'] = 'all';
process.argv.push('--selectProjects', 'runtime', '--', 'test/runtime/matrix.test.ts');
require('jest/bin/jest');
