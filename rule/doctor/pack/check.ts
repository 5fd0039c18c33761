import { checked, missing, ok, plural, unknown, warning, type Check } from '../check';
import type { PackFacts, PackInAccount, PacksFacts } from './facts';

const deployPack = 'npx cdk deploy IamUserMfaOrganization';

/** The pack as a whole; its state in each account is a line of that account. */
export function checkPacks({ packs }: PacksFacts): readonly Check[] {
  return checked('pack', 'The conformance pack', packs, (all) => {
    if (all.length === 0)
      return [
        warning(
          'pack',
          'There is no organization conformance pack of this project: it is not deployed yet, or the rule is in the member stack and the root rules are off.',
          deployPack,
        ),
      ];
    const several =
      all.length > 1
        ? [
            warning(
              'pack',
              `There are ${all.length} packs (${all.map(({ name }) => name).join(', ')}): two rules in every account. Destroy the one that is not wanted.`,
              'npx cdk destroy IamUserMfaOrganization',
            ),
          ]
        : [];
    return [...several, ...all.map(onePack)];
  });
}

function onePack({ name, status, accounts }: PackFacts): Check {
  if ('failure' in status) return unknown('pack', `The state of the pack ${name}`, status.failure);
  const failed = 'value' in accounts ? accounts.value.filter(hasFailed).length : 0;
  const { status: state, error } = status.value;
  if (failed > 0 || /FAILED/.test(state)) {
    const why = error === undefined ? '' : `: ${error}`;
    return missing(
      'pack',
      failed > 0
        ? `The pack ${name} is ${state}${why}; it failed in ${plural(failed, 'account')}, listed with the reason. Fix those accounts, then deploy it again.`
        : `The pack ${name} is ${state}${why}. Fix the cause, then deploy it again.`,
      deployPack,
    );
  }
  if (/IN_PROGRESS/.test(state))
    return warning('pack', `The pack ${name} is ${state}; look again when it has ended.`);
  if (/SUCCESSFUL/.test(state)) return ok('pack', `The pack ${name} is ${state}.`);
  return missing('pack', `The pack ${name} is ${state}.`, deployPack);
}

const hasFailed = ({ status }: PackInAccount): boolean => /FAILED/.test(status);

/** The pack's state in one account. */
export function checkPackIn(accountId: string, { packs }: PacksFacts): readonly Check[] {
  if ('failure' in packs) return [];
  return packs.value.flatMap(({ name, accounts }) => {
    if ('failure' in accounts) return [unknown('pack', `The pack ${name} in this account`, accounts.failure)];
    const here = accounts.value.find((one) => one.accountId === accountId);
    if (here === undefined)
      return [
        warning(
          'pack',
          `The pack ${name} does not reach this account: it is excluded, or joined after the last deployment.`,
          deployPack,
        ),
      ];
    return [inAccount(name, here)];
  });
}

function inAccount(name: string, { status, errorCode, errorMessage }: PackInAccount): Check {
  const why = [errorCode, errorMessage].filter((part) => part !== undefined && part !== '').join(': ');
  if (/FAILED/.test(status))
    return missing(
      'pack',
      `The pack ${name} is ${status} here (${why === '' ? 'AWS Config gives no reason' : why}). Fix the cause, then deploy it again.`,
      deployPack,
    );
  return /IN_PROGRESS/.test(status)
    ? warning('pack', `The pack ${name} is ${status} here.`)
    : ok('pack', `The pack ${name} is ${status} here.`);
}
