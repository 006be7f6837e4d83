import { hole } from '../../../../src/text/holes';
import { accessChanges } from '../../../src/guard/access/access-changes';

const REPOSITORY = 'AWS::ECR::Repository';
const ACCOUNT = 'arn:aws:iam::111122223333:root';
const OTHER = 'arn:aws:iam::444455556666:root';
const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const ORGANIZATION = { StringEquals: { 'aws:PrincipalOrgID': 'o-abc' } };

function allow(principal: unknown, action: unknown, condition?: object) {
  return { Effect: 'Allow', Principal: principal, Action: action, ...(condition && { Condition: condition }) };
}

function deny(principal: unknown, action: unknown, condition?: object) {
  return { ...allow(principal, action, condition), Effect: 'Deny' };
}

function policy(...statements: unknown[]) {
  return { Version: '2012-10-17', Statement: statements };
}

/** What the comparison says, in one list. */
function said(before: unknown, after: unknown, type = REPOSITORY): string[] {
  const { opened, revoked, lastDenyRemoved } = accessChanges(before, after, type);
  return Object.entries({ opened, revoked, lastDenyRemoved }).flatMap(([kind, summary]) =>
    summary ? [`${kind}: ${summary.text}`, ...summary.details] : [],
  );
}

describe('access that opens', () => {
  it('names a new principal with its actions and condition', () => {
    expect(said(undefined, policy(allow({ AWS: ACCOUNT }, PULL, ORGANIZATION)))).toEqual([
      'opened: 1 principal gets pull access on a condition',
      `${ACCOUNT} may pull (ecr:BatchGetImage, ecr:GetDownloadUrlForLayer) if aws:PrincipalOrgID is o-abc`,
    ]);
  });

  it('counts the principals that get the same', () => {
    expect(
      said(
        policy(allow({ AWS: '777788889999' }, PULL)),
        policy(allow({ AWS: [ACCOUNT, '777788889999', OTHER] }, PULL)),
      ),
    ).toEqual([
      'opened: 2 principals get pull access',
      `${ACCOUNT} may pull (ecr:BatchGetImage, ecr:GetDownloadUrlForLayer)`,
      `${OTHER} may pull (ecr:BatchGetImage, ecr:GetDownloadUrlForLayer)`,
    ]);
  });

  it('names everybody', () => {
    const { opened } = accessChanges(undefined, policy(allow('*', ['ecr:BatchGetImage', 'ecr:PutImage'])), REPOSITORY);
    expect(opened?.text).toBe('everybody gets pull and push access');
  });

  it('tells the condition that is removed', () => {
    expect(
      said(policy(allow('*', 'ecr:BatchGetImage', ORGANIZATION)), policy(allow('*', 'ecr:BatchGetImage'))),
    ).toEqual([
      'opened: everybody gets pull access',
      '* may pull (ecr:BatchGetImage); so far only if aws:PrincipalOrgID is o-abc',
    ]);
  });

  it('tells one more value of a condition', () => {
    const two = { StringEquals: { 'aws:PrincipalOrgID': ['o-abc', 'o-def'] } };
    expect(
      said(policy(allow('*', 'ecr:BatchGetImage', ORGANIZATION)), policy(allow('*', 'ecr:BatchGetImage', two))),
    ).toEqual([
      'opened: everybody gets pull access on a condition',
      '* may pull (ecr:BatchGetImage) if aws:PrincipalOrgID is o-def',
    ]);
  });

  it('tells the values of one key together', () => {
    const two = {
      StringLike: { 'aws:PrincipalTag/Team': ['a*', 'b*'] },
      StringEquals: { 'aws:SourceVpce': ['vpce-1', 'vpce-2'] },
    };
    expect(said(undefined, policy(allow('*', 'ecr:PutImage', two)))).toEqual([
      'opened: everybody gets push access on a condition',
      '* may push (ecr:PutImage) if aws:SourceVpce is vpce-1 or vpce-2 and aws:PrincipalTag/Team is like a* or b*',
    ]);
  });

  it('counts one exception less of NotPrincipal and of NotAction', () => {
    const before = policy({
      Effect: 'Allow',
      NotPrincipal: { AWS: [ACCOUNT, OTHER] },
      NotAction: ['ecr:PutImage', 'ecr:Set*'],
    });
    const after = policy({ Effect: 'Allow', NotPrincipal: { AWS: [ACCOUNT] }, NotAction: 'ecr:Set*' });
    expect(said(before, after)[0]).toBe(
      'opened: everybody but some gets pull, push, delete, administration and metadata access',
    );
    expect(said(policy({ ...(before.Statement[0] as object), NotPrincipal: { AWS: ACCOUNT } }), after)).toEqual([
      'opened: everybody but some gets push access',
      `all but ${ACCOUNT} may push (ecr:PutImage)`,
    ]);
  });

  it('takes an unknown action for administration', () => {
    expect(said(policy(allow('*', PULL)), policy(allow('*', [...PULL, 'ecr:Teleport'])))).toEqual([
      'opened: everybody gets administration access',
      '* may administer (ecr:teleport)',
    ]);
  });

  it('takes unresolved exceptions for more than any', () => {
    const before = policy({ Effect: 'Allow', Principal: '*', NotAction: hole('Exceptions') });
    expect(said(before, policy(allow('*', 'ecr:PutImage')))).toContain(
      '* may push (ecr:PutImage); so far only if the action is not ${Exceptions}',
    );
  });

  it('is unknown for an unresolved statement that changes', () => {
    expect(accessChanges(policy(hole('One')), policy(hole('Other')), REPOSITORY)).toMatchObject({
      changes: [],
      unresolved: ['${One}', '${Other}'],
    });
  });
});

describe('access that is revoked', () => {
  it('tells the condition that is added', () => {
    expect(said(policy(allow({ AWS: ACCOUNT }, PULL)), policy(allow({ AWS: ACCOUNT }, PULL, ORGANIZATION)))).toEqual([
      'revoked: 1 principal loses pull access',
      `${ACCOUNT} may no longer pull (ecr:BatchGetImage, ecr:GetDownloadUrlForLayer); from now on only if aws:PrincipalOrgID is o-abc`,
    ]);
  });

  it('names a Deny that is added', () => {
    const insecure = { Bool: { 'aws:SecureTransport': 'false' } };
    expect(
      said(policy(allow('*', PULL)), policy(allow('*', PULL), deny('*', 'ecr:BatchDeleteImage', insecure))),
    ).toEqual([
      'revoked: everybody is denied delete access on a condition',
      '* is denied delete access (ecr:BatchDeleteImage) if aws:SecureTransport is false',
    ]);
  });

  it('tells the loss of a whole policy', () => {
    expect(said(policy(allow({ Service: 'lambda.amazonaws.com' }, PULL)), undefined)).toEqual([
      'revoked: 1 principal loses pull access',
      'lambda.amazonaws.com may no longer pull (ecr:BatchGetImage, ecr:GetDownloadUrlForLayer)',
    ]);
  });
});

describe('a Deny', () => {
  it('opens when it is removed, and the last one is named', () => {
    const [one, other] = [deny('*', 'ecr:PutImage'), deny({ AWS: ACCOUNT }, 'ecr:BatchDeleteImage')];
    expect(said(policy(one, other), policy(other))).toEqual([
      'opened: everybody is no longer denied push access',
      '* is no longer denied push access (ecr:PutImage)',
    ]);
    expect(said(policy(one), policy(allow({ AWS: ACCOUNT }, 'ecr:PutImage')))).toEqual([
      'opened: 1 principal gets push access',
      `${ACCOUNT} may push (ecr:PutImage)`,
      'lastDenyRemoved: the last Deny of the policy goes: everybody is no longer denied push access',
      '* is no longer denied push access (ecr:PutImage)',
    ]);
  });

  it('opens when it gets an exception', () => {
    const outside = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abc' } };
    const more = { StringNotEquals: { 'aws:PrincipalOrgID': ['o-abc', 'o-def'] } };
    expect(said(policy(deny('*', 'ecr:PutImage', outside)), policy(deny('*', 'ecr:PutImage', more)))).toEqual([
      'opened: everybody is no longer denied push access on a condition',
      '* is no longer denied push access (ecr:PutImage) if aws:PrincipalOrgID is not o-abc; from now on only if aws:PrincipalOrgID is not o-abc and not o-def',
    ]);
  });
});

describe('the resources of a registry policy', () => {
  const on = (resource: string) =>
    policy({ ...allow({ AWS: ACCOUNT }, ['ecr:CreateRepository', 'ecr:ReplicateImage']), Resource: resource });

  it('are compared as patterns', () => {
    const [all, team] = ['*', 'team/*'].map((name) => `arn:aws:ecr:eu-west-1:444455556666:repository/${name}`);
    expect(said(on(team), on(all), 'AWS::ECR::RegistryPolicy')).toEqual([
      'opened: 1 principal gets push access',
      `${ACCOUNT} may push (ecr:CreateRepository, ecr:ReplicateImage) on ${all}`,
    ]);
    expect(said(on(all), on(team), 'AWS::ECR::RegistryPolicy')[0]).toBe('revoked: 1 principal loses push access');
  });
});

describe('the policy of a key', () => {
  it('opens to a principal that may delete the key', () => {
    const after = policy(allow({ AWS: ACCOUNT }, ['kms:Decrypt', 'kms:ScheduleKeyDeletion']));
    expect(said(undefined, after, 'AWS::KMS::Key')[0]).toBe('opened: 1 principal gets pull and delete access');
  });
});

describe('no change', () => {
  const equal: [name: string, before: unknown, after: unknown][] = [
    [
      'is a statement split by its principals',
      policy(allow({ AWS: [ACCOUNT, OTHER] }, PULL)),
      policy(allow({ AWS: OTHER }, PULL), allow({ AWS: ACCOUNT }, PULL)),
    ],
    [
      'is a statement split by the values of a condition',
      policy(allow('*', PULL, { StringEquals: { k: ['a', 'b'] } })),
      policy(allow('*', PULL, { StringEquals: { k: 'a' } }), allow('*', PULL, { StringEquals: { k: 'b' } })),
    ],
    ['is a Deny split by its actions', policy(deny('*', PULL)), policy(deny('*', PULL[0]), deny('*', PULL[1]))],
    [
      'are a wildcard and the actions that it stands for',
      policy(allow('*', 'ecr:Initiate*')),
      policy(allow('*', 'ecr:InitiateLayerUpload')),
    ],
    [
      'is an equal value under StringLike',
      policy(allow('*', PULL, { StringLike: { k: 'a' } })),
      policy(allow('*', PULL, { StringEquals: { k: 'a' } })),
    ],
    [
      'is ArnEquals in place of ArnLike',
      policy(allow('*', PULL, { ArnLike: { k: 'a*' } })),
      policy(allow('*', PULL, { ArnEquals: { k: 'a*' } })),
    ],
    [
      'is a statement that another one includes',
      policy(allow('*', PULL)),
      policy(allow('*', PULL), allow({ AWS: ACCOUNT }, PULL, ORGANIZATION)),
    ],
    ['is an action of another service', policy(allow('*', PULL)), policy(allow('*', [...PULL, 's3:GetObject']))],
    [
      'is an action of the registry in a repository',
      policy(allow('*', PULL)),
      policy(allow('*', [...PULL, 'ecr:PutRegistryPolicy'])),
    ],
    ['are the same unresolved statements', policy(hole('One')), policy(hole('One'))],
  ];
  it.each(equal)('%s', (_, before, after) => {
    expect(said(before, after)).toEqual([]);
    expect(said(after, before)).toEqual([]);
  });
});

describe('what a pull request shows', () => {
  it('has no account, principal, organization or resource', () => {
    const before = policy(allow({ AWS: OTHER }, 'ecr:*'), deny('*', '*', ORGANIZATION), hole('One'));
    const after = policy(allow({ AWS: `arn:aws:iam::111122223333:role/secret` }, 'ecr:*', ORGANIZATION));
    const { opened, revoked, lastDenyRemoved } = accessChanges(before, after, REPOSITORY);
    for (const summary of [opened, revoked, lastDenyRemoved]) {
      expect(summary?.text).not.toMatch(/\d{5}|secret|o-abc|arn:|One/);
    }
  });
});

describe('a policy of the largest size', () => {
  it('is compared in little time, however its values combine', () => {
    const values = (start: string) => Array.from({ length: 60 }, (_, index) => `${start}${index}`);
    const condition = (start: string) => ({
      StringEquals: {
        'aws:SourceVpce': values(start),
        'aws:SourceVpc': values(start),
        'aws:PrincipalTag/a': values(start),
      },
    });
    const principals = values('arn:aws:iam::111122223333:role/r');
    const large = (start: string) =>
      policy(...['a', 'b', 'c'].map((each) => allow({ AWS: principals }, 'ecr:*', condition(`${start}${each}`))));
    const begun = Date.now();
    expect(accessChanges(large('x'), large('y'), REPOSITORY).opened?.text).toMatch(/^60 principals get/);
    expect(Date.now() - begun).toBeLessThan(10_000);
  });
});
