import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import type { Agents } from './settings';

/** Connections that many clients share: for two hundred accounts there are as many as calls at once, not as accounts. */
export function sharedAgents(maxSockets: number): Agents {
  const options = { keepAlive: true, maxSockets };
  return { httpAgent: new Agent(options), httpsAgent: new SecureAgent(options) };
}

export function endAgents({ httpAgent, httpsAgent }: Agents): void {
  httpAgent.destroy();
  httpsAgent.destroy();
}
