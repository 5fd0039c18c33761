// Whatever is in an account, whatever is configured and whatever fails, these hold.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseRuleParameters, type RuleParameters } from '../../rule/core/rule-parameters';
import type { UserFacts } from '../../rule/core/user';
import { decide } from '../../rule/core/verdict';
import { RuleError } from '../../rule/core/errors';
import { annotation } from '../../rule/protocol/annotation';
import { run } from '../../rule/run/run';
import { accountId, anEvaluation, changeEvent, hoursBefore, noon, scheduledEvent } from '../builders';
import { denied, fakePorts, type Person } from '../fakes';
import { people, person, ruleParameters } from '../fakes/arbitraries';

const allFacts = ({ user, loginProfile, kinds, tags }: Person): UserFacts => ({
  user,
  loginProfile,
  mfaDevices: { kinds, complete: true },
  tags,
});

/** The question of the rule, asked as bluntly as it can be, apart from the code that decides it. */
function isSafe({ loginProfile, kinds }: Person, { requiredMfa }: RuleParameters): boolean {
  if (loginProfile === 'none') return false;
  const strong = kinds.filter((kind) => kind === 'security-key').length;
  if (requiredMfa === 'any') return kinds.length > 0;
  return strong > 0 && (requiredMfa === 'has-phishing-resistant' || strong === kinds.length);
}

describe('for any user and any parameters', () => {
  test('there is exactly one verdict, COMPLIANT only with a password and sufficient MFA', () => {
    fc.assert(
      fc.property(person, ruleParameters, (someone, parameters) => {
        const ruleParameters = parseRuleParameters(parameters);
        const verdict = decide(allFacts(someone), ruleParameters, noon);
        expect(verdict).toHaveProperty('compliance');
        expect('compliance' in verdict && verdict.compliance === 'COMPLIANT').toBe(
          isSafe(someone, ruleParameters),
        );
      }),
    );
  });

  test('the annotation has 1 to 256 characters on one line, begins with the name and does not depend on the clock', () => {
    fc.assert(
      fc.property(person, ruleParameters, (someone, parameters) => {
        const ruleParameters = parseRuleParameters(parameters);
        const verdict = decide(allFacts(someone), ruleParameters, noon);
        if ('needs' in verdict) throw new Error('undecided');
        const text = annotation(someone.user.userName, verdict);
        expect(text.length).toBeGreaterThanOrEqual(1);
        expect(text.length).toBeLessThanOrEqual(256);
        expect(text.startsWith(someone.user.userName)).toBe(true);
        expect(text).not.toMatch(/[\r\n\u2028]/);
        const later = decide(allFacts(someone), ruleParameters, new Date(noon.getTime() + 1000));
        if ('reason' in later && later.reason === verdict.reason) {
          expect(annotation(someone.user.userName, later)).toBe(text);
        }
      }),
    );
  });

  test('fewer facts never give another verdict, only a question', () => {
    const known = fc.record({ profile: fc.boolean(), devices: fc.nat({ max: 8 }), tags: fc.boolean() });

    fc.assert(
      fc.property(person, ruleParameters, known, (someone, parameters, { profile, devices, tags }) => {
        const ruleParameters = parseRuleParameters(parameters);
        const facts = allFacts(someone);
        const partial: UserFacts = {
          user: facts.user,
          ...(profile ? { loginProfile: someone.loginProfile } : {}),
          mfaDevices: { kinds: someone.kinds.slice(0, devices), complete: devices > someone.kinds.length },
          ...(tags ? { tags: someone.tags } : {}),
        };
        const verdict = decide(partial, ruleParameters, noon);
        if (!('needs' in verdict)) expect(verdict).toEqual(decide(facts, ruleParameters, noon));
      }),
    );
  });
});

describe('whatever fails', () => {
  const apis = ['iam:GetLoginProfile', 'iam:ListMFADevices', 'iam:ListUserTags'];
  const faults = fc.record({
    refused: fc.array(fc.tuple(fc.constantFrom(...apis), fc.nat({ max: 12 })), { maxLength: 8 }),
    refusedForAll: fc.subarray(apis, { maxLength: 1 }),
    virtualListReadable: fc.boolean(),
    listStopsAfter: fc.option(fc.nat({ max: 12 }), { nil: undefined }),
    heldFails: fc.boolean(),
    putsRefused: fc.array(fc.nat({ max: 12 }), { maxLength: 3 }),
  });
  /** Users of the account, and three who are gone, of whom Config holds something. */
  const held = fc.array(
    fc.tuple(fc.nat({ max: 14 }), fc.constantFrom('COMPLIANT', 'NON_COMPLIANT' as const)),
    {
      maxLength: 10,
    },
  );

  test('no user without sufficient MFA is posted COMPLIANT, and no result is cleared by an incomplete scan', async () => {
    await fc.assert(
      fc.asyncProperty(people, ruleParameters, faults, held, async (crowd, parameters, fault, results) => {
        const ports = fakePorts(crowd);
        const idOf = (place: number): string => crowd[place]?.user.userId ?? `AIDAGONE${place}`;
        for (const [place, compliance] of results) {
          ports.ledger.record(anEvaluation({ resourceId: idOf(place), compliance }), hoursBefore(6));
        }
        const before = ports.ledger.results();
        ports.iam.virtualListReadable = fault.virtualListReadable;
        ports.iam.listStopsAfter =
          fault.listStopsAfter === undefined || fault.listStopsAfter >= crowd.length
            ? undefined
            : fault.listStopsAfter;
        for (const [api, place] of fault.refused) ports.iam.refused.add(`${api} ${idOf(place)}`);
        for (const api of fault.refusedForAll) ports.iam.refused.add(api);
        if (fault.heldFails) ports.ledger.heldFailure = denied('config:GetComplianceDetailsByConfigRule');
        const refused = fault.putsRefused.map(idOf);
        ports.ledger.refuses = ({ resourceId }) => refused.includes(resourceId);

        const outcome: unknown = await run(scheduledEvent({ ruleParameters: parameters }), ports).then(
          () => 'succeeded',
          (error: unknown) => error,
        );

        const ruleParameters = parseRuleParameters(parameters);
        const posted = ports.ledger.posted;
        for (const { resourceId, compliance } of posted) {
          const who = crowd.find(({ user }) => user.userId === resourceId);
          if (compliance === 'COMPLIANT' && resourceId !== accountId) {
            expect(who !== undefined && isSafe(who, ruleParameters)).toBe(true);
          }
        }
        const line = posted.at(-1);
        expect(line?.resourceId).toBe(accountId);
        expect(posted.every(({ annotation: text }) => text.length >= 1 && text.length <= 256)).toBe(true);
        const users = posted
          .filter(({ resourceId }) => resourceId !== accountId)
          .map(({ resourceId }) => resourceId);
        expect(new Set(users).size).toBe(users.length);
        expect(line?.compliance).toBe(outcome === 'succeeded' ? 'COMPLIANT' : 'NON_COMPLIANT');
        if (outcome !== 'succeeded') expect(outcome).toBeInstanceOf(RuleError);
        const { unreadable } = ports.log.summaries[0] ?? { unreadable: NaN };
        const incomplete = unreadable > 0 || ports.iam.listStopsAfter !== undefined || fault.heldFails;
        if (incomplete) {
          expect(outcome).not.toBe('succeeded');
          const gone = before.filter(({ resourceId }) => resourceId.startsWith('AIDAGONE'));
          for (const result of gone) expect(ports.ledger.resultOf(result.resourceId)).toEqual(result);
        } else if (refused.length === 0) {
          expect(ports.ledger.results().some(({ resourceId }) => resourceId.startsWith('AIDAGONE'))).toBe(
            false,
          );
        }
      }),
      { numRuns: 150 },
    );
  });
});

test('a change run and a scan give one user the same verdict and the same text', async () => {
  await fc.assert(
    fc.asyncProperty(
      person,
      ruleParameters,
      fc.boolean(),
      async (someone, parameters, virtualListReadable) => {
        const { userId, userName } = someone.user;
        const byScan = fakePorts([someone]);
        byScan.iam.virtualListReadable = virtualListReadable;
        byScan.ledger.record(anEvaluation({ resourceId: userId, annotation: 'old' }), hoursBefore(6));
        const byChange = fakePorts([someone]);
        byChange.ledger.record(anEvaluation({ resourceId: userId, annotation: 'old' }), hoursBefore(6));

        await run(scheduledEvent({ ruleParameters: parameters }), byScan);
        await run(
          changeEvent({ resourceId: userId, resourceName: userName }, { ruleParameters: parameters }),
          byChange,
        );

        expect(byChange.ledger.posted).toHaveLength(1);
        expect(byScan.ledger.posted[0]).toEqual(byChange.ledger.posted[0]);
      },
    ),
  );
});
