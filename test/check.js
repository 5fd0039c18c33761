// npm run check: the lint beside the type check, the format and the build, as each takes one core. Without a shell's `&` and
// `wait`, which Windows has not. It says at once what it does: the lint alone takes most of a minute.
const { spawn } = require('node:child_process');

const started = Date.now();
const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
const say = (text) => process.stdout.write(`check: ${text}\n`);

const run = ({ name, command }) =>
  new Promise((done) => {
    const child = spawn(command, { shell: true, stdio: 'inherit' });
    const end = (code) => {
      say(`${name}: ${code === 0 ? 'done' : 'FAILED'} (${seconds()})`);
      done(code);
    };
    child.once('error', () => end(1));
    child.once('close', (code) => end(code ?? 1));
  });

async function inTurn(steps) {
  for (const step of steps) {
    const code = await run(step);
    if (code !== 0) return code;
  }
  return 0;
}

const lint = { name: 'lint', command: 'eslint .' };
const others = [
  { name: 'types', command: 'npm run --silent typecheck' },
  { name: 'format', command: 'prettier --check . --log-level warn' },
  { name: 'build', command: 'npm run --silent build' },
];

say('lint, types, format and build, about a minute');
void Promise.all([run(lint), inTurn(others)]).then((codes) => {
  process.exitCode = codes.find((code) => code !== 0) ?? 0;
});
