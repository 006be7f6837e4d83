import * as fc from 'fast-check';
import { HOME, KEYS, ORGANIZATIONS, policyOf, PRINCIPALS, statements } from './arbitraries';
import type { Statement } from './arbitraries';
import { decide as simulate } from '../../../../test/judges/iam';
import type { AccessRequest, PrincipalCaller } from '../../../../test/judges/iam';
import { accessChanges } from '../../../src/guard/access/access-changes';
import { decide, Verdict } from '../../../src/guard/access/decide';
import type { AccessDecision } from '../../../src/guard/access/decide';

/*
 * The decisions of the guard are held against a simulator of IAM. An identity policy that allows all asks what a resource
 * policy denies or, in another account, allows; without one, the resource policy must allow by itself.
 */

const REPOSITORY = 'AWS::ECR::Repository';
const RESOURCE = `arn:aws:ecr:eu-west-1:${HOME}:repository/app`;
const ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const ACTIONS = [
  'ecr:BatchGetImage',
  'ecr:PutImage',
  'ecr:BatchDeleteImage',
  'ecr:SetRepositoryPolicy',
  'ecr:ListImages',
];

/** What the guard is not told of a request. */
const context: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .record(Object.fromEntries(Object.entries(KEYS).map(([key, values]) => [key, fc.constantFrom(...values)])), {
    requiredKeys: [],
  })
  .map((values) => values as Record<string, string>);
const organization = fc.option(fc.constantFrom(...ORGANIZATIONS), { nil: undefined });
const request = fc.record({
  principal: fc.constantFrom(...PRINCIPALS),
  action: fc.constantFrom(...ACTIONS),
  organization,
  context,
});

interface Request {
  readonly principal: string;
  readonly action: string;
  readonly organization?: string;
  readonly context: Readonly<Record<string, string>>;
}

/** Whether a principal may, with an identity policy that allows all and without one. */
async function simulated(list: readonly Statement[], { principal, action, organization: id, context: given }: Request) {
  const [, account, kind, name] = /::(\d+):(role|user)\/(.*)$/.exec(principal)!;
  const caller: PrincipalCaller = { kind: kind as 'role' | 'user', account, name, organizationId: id };
  const asked: AccessRequest = {
    caller,
    action,
    resource: RESOURCE,
    resourcePolicies: [policyOf(list)],
    context: given,
  };
  const [withIdentity, alone] = await Promise.all([simulate({ ...asked, identityPolicies: [ALL] }), simulate(asked)]);
  return { withIdentity: withIdentity.result, alone: alone.result === 'Allowed' };
}

function decisionFor(list: readonly Statement[], { principal, action, organization: id }: Request): AccessDecision {
  const decisions = decide(policyOf(list), principal, REPOSITORY, { account: HOME, organization: id });
  return decisions.find(({ actions }) => actions.includes(action))!;
}

/** Checks that a verdict is true of a request. One that depends may be either. */
function check(
  { verdict, byItself }: AccessDecision,
  isHome: boolean,
  found: Awaited<ReturnType<typeof simulated>>,
): void {
  if (verdict === Verdict.DENIED) expect(found).toEqual({ withIdentity: 'ExplicitlyDenied', alone: false });
  if (verdict === Verdict.ALLOWED) expect(found.withIdentity).toBe('Allowed');
  if (verdict === Verdict.ALLOWED && byItself) expect(found.alone).toBe(true);
  if (verdict === Verdict.NOT_ALLOWED) {
    // An identity policy of the own account is enough, if the resource policy does not deny.
    expect(found.alone).toBe(false);
    if (!isHome) expect(found.withIdentity).not.toBe('Allowed');
  }
}

describe('the decision for a principal', () => {
  it('is that of a simulator of IAM', async () => {
    await fc.assert(
      fc.asyncProperty(statements, request, async (list, asked) => {
        const isHome = asked.principal.includes(HOME);
        check(decisionFor(list, asked), isHome, await simulated(list, asked));
      }),
      { numRuns: 300 },
    );
  });

  it('depends only on what it is not told', async () => {
    await fc.assert(
      fc.asyncProperty(statements, request, async (list, asked) => {
        fc.pre(!/SourceVpce|ResourceTag|OrgID/.test(JSON.stringify(list)));
        const { verdict, byItself } = decisionFor(list, asked);
        expect(verdict).not.toBe(Verdict.DEPENDS);
        // Nothing else may allow it by itself.
        expect((await simulated(list, asked)).alone).toBe(verdict === Verdict.ALLOWED && byItself);
      }),
    );
  });
});

describe('access that a simulator allows after a change and not before', () => {
  it('is reported as opened', async () => {
    let opened = 0;
    await fc.assert(
      fc.asyncProperty(statements, statements, request, async (before, after, asked) => {
        const [old, young] = await Promise.all([simulated(before, asked), simulated(after, asked)]);
        const isOpened =
          (old.withIdentity !== 'Allowed' && young.withIdentity === 'Allowed') || (!old.alone && young.alone);
        if (!isOpened) return;
        opened += 1;
        const comparison = accessChanges(policyOf(before), policyOf(after), REPOSITORY);
        expect(comparison.opened ?? comparison.lastDenyRemoved).toBeDefined();
        expect(
          comparison.changes.some(({ direction, actions }) => direction === 'opened' && actions.includes(asked.action)),
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(opened).toBeGreaterThan(20);
  });
});
