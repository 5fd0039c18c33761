// The unit tests alone, for Stryker: its runner takes no list of projects.
const { projects } = require('./jest.config.js');

module.exports = projects.find(({ displayName }) => displayName === 'unit');
