// The blocks marked `moto`: `npm run deploy:moto` runs the README's others word for word and invokes the rule that they deployed.
import { expect, jest, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describeWithTool } from '../moto';
import { blocksMarked, root } from './blocks';

jest.setTimeout(240_000);
const run = promisify(execFile);

describeWithTool('moto_server', 'npm run deploy:moto', () => {
  test('deploys by the commands of the page, and the deployed rule finds the one without MFA', async () => {
    const commands = blocksMarked('moto').filter(({ text }) => text.trim() !== 'npm run deploy:moto');
    const { stdout, stderr } = await run('npm', ['run', '--silent', 'deploy:moto'], { cwd: root });

    expect(stderr).toBe('');
    expect(commands.map(({ page }) => page)).toEqual(['README.md']);
    for (const line of commands.flatMap(({ text }) => text.trim().split('\n')))
      expect(stdout).toContain(`$ ${line}\n`);
    expect(stdout).toMatch(/"succeeded":true,"users":3,"compliant":1,"nonCompliant":1,.*"posted":3/);
  });
});
