// npm run check: the lint beside the type check, the format and the build, as each takes one core. Without a shell's `&` and
// `wait`, which Windows has not.
const { spawn } = require('node:child_process');

const run = (command) =>
  new Promise((done) => {
    const child = spawn(command, { shell: true, stdio: 'inherit' });
    child.once('error', () => done(1));
    child.once('close', (code) => done(code ?? 1));
  });

async function inTurn(commands) {
  for (const command of commands) {
    const code = await run(command);
    if (code !== 0) return code;
  }
  return 0;
}

const others = [
  'npm run --silent typecheck',
  'prettier --check . --log-level warn',
  'npm run --silent build',
];

void Promise.all([run('eslint .'), inTurn(others)]).then((codes) => {
  process.exitCode = codes.find((code) => code !== 0) ?? 0;
});
