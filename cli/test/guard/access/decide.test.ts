import { hole } from '../../../../src/text/holes';
import { decide } from '../../../src/guard/access/decide';
import { decisionChanges, inWords } from '../../../src/guard/access/decision-changes';
import type { Surroundings } from '../../../src/guard/access/known-keys';

const REPOSITORY = 'AWS::ECR::Repository';
const HOME = '111122223333';
const AWAY = '444455556666';
const ROLE = `arn:aws:iam::${HOME}:role/team/deploy`;

function allow(principal: unknown, condition?: object) {
  return {
    Effect: 'Allow',
    Principal: principal,
    Action: 'ecr:BatchGetImage',
    ...(condition && { Condition: condition }),
  };
}

function deny(principal: unknown, condition?: object) {
  return { ...allow(principal, condition), Effect: 'Deny' };
}

function policy(...statements: unknown[]) {
  return { Version: '2012-10-17', Statement: statements };
}

/** The decision for ecr:BatchGetImage in words. */
function pull(given: unknown, principal: string, place: Surroundings = { account: HOME }): string {
  return inWords(
    decide(given, principal, REPOSITORY, place).find(({ actions }) => actions.includes('ecr:BatchGetImage'))!,
  );
}

describe('the decision for a role', () => {
  const atHome: [name: string, given: unknown, said: string][] = [
    ['is not allowed without a policy', undefined, 'not allowed'],
    ['is allowed by its ARN', policy(allow({ AWS: ROLE })), 'allowed'],
    ['needs another policy if the account is allowed', policy(allow({ AWS: HOME })), 'allowed with an identity policy'],
    ['is allowed for everybody', policy(allow('*')), 'allowed'],
    ['is not allowed for another account', policy(allow({ AWS: AWAY })), 'not allowed'],
    ['is denied with its account', policy(allow('*'), deny({ AWS: HOME })), 'denied'],
    [
      'depends on a key of the request',
      policy(allow('*', { StringEquals: { 'aws:SourceVpce': ['vpce-1', 'vpce-2'] } })),
      'allowed if aws:SourceVpce is vpce-1 or vpce-2',
    ],
    [
      'depends on an exception of a Deny',
      policy(allow('*'), deny('*', { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } })),
      'allowed unless aws:SourceVpce is not vpce-1',
    ],
    [
      'knows its ARN',
      policy(allow('*', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${HOME}:role/team/*` } })),
      'allowed',
    ],
    [
      'knows its account by a variable',
      policy(allow('*', { StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } })),
      'allowed',
    ],
    ['knows that it is no service', policy(allow('*', { ArnLike: { 'aws:SourceArn': '*' } })), 'not allowed'],
    [
      'knows that requests are encrypted',
      policy(allow('*'), deny('*', { Bool: { 'aws:SecureTransport': false } })),
      'allowed',
    ],
    [
      'depends on its organization',
      policy(allow('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })),
      'allowed if aws:PrincipalOrgID is o-a1b2c3d4e5',
    ],
    [
      'depends on a session',
      policy(allow({ AWS: `arn:aws:sts::${HOME}:assumed-role/deploy/ci` })),
      `allowed if the principal is arn:aws:sts::${HOME}:assumed-role/deploy/ci`,
    ],
    [
      'depends on what is unresolved',
      policy(allow({ AWS: hole('Principal') })),
      'allowed with an identity policy if the principal is ${Principal}',
    ],
    [
      'depends on an unresolved statement',
      policy(hole('Statement')),
      'allowed with an identity policy if a statement that is known at deployment only says so',
    ],
    [
      'depends on a NotPrincipal that names it',
      policy(allow('*'), { Effect: 'Deny', NotPrincipal: { AWS: ROLE }, Action: '*' }),
      `allowed unless the principal is all but ${ROLE}`,
    ],
    [
      'is denied by a NotPrincipal that names others',
      policy(allow('*'), { Effect: 'Deny', NotPrincipal: { AWS: AWAY }, Action: '*' }),
      'denied',
    ],
  ];
  it.each(atHome)('%s', (_, given, said) => {
    expect(pull(given, ROLE)).toBe(said);
  });

  it('needs another policy in another account', () => {
    expect(pull(policy(allow({ AWS: ROLE })), ROLE, { account: AWAY })).toBe('allowed with an identity policy');
  });

  it('knows an organization that is given', () => {
    const given = policy(allow('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }));
    expect(pull(given, ROLE, { account: HOME, organization: 'o-a1b2c3d4e5' })).toBe('allowed');
    expect(pull(given, ROLE, { account: HOME, organization: 'o-zzzzzzzzzz' })).toBe('not allowed');
  });
});

describe('the decision for other principals', () => {
  it('knows the role of a session, whatever its path is', () => {
    const session = `arn:aws:sts::${HOME}:assumed-role/deploy/ci`;
    expect(pull(policy(allow({ AWS: ROLE })), session)).toBe('allowed');
    expect(pull(policy(allow({ AWS: session })), session)).toBe('allowed');
    expect(pull(policy(allow({ AWS: `${ROLE}ment` })), session)).toBe('not allowed');
  });

  it('takes an account for some principal in it', () => {
    expect(pull(policy(allow({ AWS: AWAY })), `arn:aws:iam::${AWAY}:root`)).toBe('allowed with an identity policy');
    expect(pull(policy(allow({ AWS: ROLE })), HOME)).toBe(`allowed if the principal is ${ROLE}`);
  });

  it('knows a service, which needs no other policy', () => {
    const given = policy(
      allow({ Service: 'lambda.amazonaws.com' }, { ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:*' } }),
    );
    expect(pull(given, 'lambda.amazonaws.com')).toBe('allowed if aws:SourceArn is like arn:aws:lambda:*');
    expect(pull(given, 'codebuild.amazonaws.com')).toBe('not allowed');
  });

  it.each(['deploy', 'arn:aws:iam::1:role/x', 'arn:aws:s3:::bucket', ''])('refuses "%s"', (principal) => {
    expect(() => decide(undefined, principal, REPOSITORY)).toThrow(
      /--principal .*must be the ARN of a role, a user or a session/,
    );
  });
});

describe('a decision that changes', () => {
  it('has its direction, its actions and both verdicts', () => {
    const [before, after] = [policy(allow({ AWS: HOME })), policy(allow({ AWS: ROLE }), deny(ROLE))].map(
      (each) => each,
    );
    expect(
      decisionChanges(before, policy({ ...allow('*'), Action: 'ecr:Batch*' }), ROLE, REPOSITORY, { account: HOME }).map(
        ({ direction, text }) => [direction, text],
      ),
    ).toEqual([
      ['opened', `${ROLE}, pull (ecr:BatchCheckLayerAvailability): not allowed before; allowed after`],
      ['opened', `${ROLE}, delete (ecr:BatchDeleteImage): not allowed before; allowed after`],
      ['opened', `${ROLE}, pull (ecr:BatchGetImage): allowed with an identity policy before; allowed after`],
      ['opened', `${ROLE}, read (ecr:BatchGetRepositoryScanningConfiguration): not allowed before; allowed after`],
      ['opened', `${ROLE}, push (ecr:BatchImportUpstreamImage): not allowed before; allowed after`],
    ]);
    expect(
      decisionChanges(before, after, ROLE, REPOSITORY, { account: HOME }).map(({ direction }) => direction),
    ).toEqual(['revoked']);
  });

  it('has no direction if it depends on something else', () => {
    const by = (id: string) => policy(allow('*', { StringEquals: { 'aws:SourceVpce': id } }));
    expect(decisionChanges(by('vpce-1'), by('vpce-2'), ROLE, REPOSITORY, { account: HOME })).toMatchObject([
      {
        direction: undefined,
        before: 'allowed if aws:SourceVpce is vpce-1',
        after: 'allowed if aws:SourceVpce is vpce-2',
      },
    ]);
  });

  it('is not there if the policies say the same', () => {
    expect(
      decisionChanges(
        policy(allow({ AWS: HOME })),
        policy(allow({ AWS: AWAY }), allow({ AWS: HOME })),
        ROLE,
        REPOSITORY,
      ),
    ).toEqual([]);
  });
});
