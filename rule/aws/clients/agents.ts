import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { ProxyAgent } from 'proxy-agent';
import { RuleError } from '../../core/errors';
import { problem } from '../../core/problem';
import type { Agents } from './settings';

type Environment = Readonly<Record<string, string | undefined>>;

/** A variable of the environment that cannot be used. */
export class EnvironmentError extends RuleError {}

const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

/**
 * Connections that many clients share: for two hundred accounts there are as many as calls at once, not as accounts. They honour
 * HTTPS_PROXY, HTTP_PROXY and NO_PROXY, which the SDK leaves to its user, and AWS_CA_BUNDLE as AWS's own command line does.
 * @throws EnvironmentError
 */
export function agentsOf(env: Environment, maxSockets: number): Agents {
  const ca = certificatesOf(env['AWS_CA_BUNDLE']);
  const options = { keepAlive: true, maxSockets, ...(ca === undefined ? {} : { ca }) };
  const proxies = proxyVariables.filter((name) => (env[name] ?? '') !== '');
  for (const name of proxies) checkProxy(name, env[name] ?? '');
  if (proxies.length === 0) return { httpAgent: new Agent(options), httpsAgent: new SecureAgent(options) };
  const agent = new ProxyAgent(options);
  // It takes either kind of request, though it is an Agent of neither class.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
  return { httpAgent: agent, httpsAgent: agent };
}

function certificatesOf(file: string | undefined): string | undefined {
  if (file === undefined || file === '') return undefined;
  try {
    const text = readFileSync(file, 'utf8');
    if (text.includes('-----BEGIN')) return text;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new EnvironmentError(`AWS_CA_BUNDLE is '${file}', and this file cannot be read (${code}).`);
  }
  throw new EnvironmentError(`AWS_CA_BUNDLE is '${file}', and this file holds no certificate in PEM form.`);
}

function checkProxy(name: string, value: string): void {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^(https?|socks\w*|pac\+.*):$/.test(url.protocol))
    throw new EnvironmentError(
      `${problem(name, withoutPassword(value), 'a URL like http://proxy.example.com:3128')}.`,
    );
}

const withoutPassword = (value: string): string => value.replace(/\/\/[^@/]*@/, '//...@');

export function endAgents({ httpAgent, httpsAgent }: Agents): void {
  httpAgent.destroy();
  httpsAgent.destroy();
}
