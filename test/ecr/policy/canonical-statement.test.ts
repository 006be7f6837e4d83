import { canonicalPolicy, canonicalStatement, isSamePolicy } from '../../../src/ecr/policy/canonical-statement';
import { hole } from '../../../src/text/holes';

const PULL = {
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: ['ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
  Condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5'] } },
};

function policy(...statements: unknown[]) {
  return { Version: '2012-10-17', Statement: statements };
}

describe('the canonical form of a statement', () => {
  it('has sorted lists, keys in lower case and known actions as AWS spells them, and no Sid', () => {
    expect(canonicalStatement({ ...PULL, Sid: 'Pull' })).toEqual({
      Effect: 'Allow',
      Principal: { AWS: ['111122223333'] },
      Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      Condition: { stringequals: { 'aws:principalorgid': ['o-a1b2c3d4e5'] } },
    });
  });

  it('keeps the text of a statement that is no object', () => {
    expect(canonicalStatement(hole('Statement'))).toEqual({ text: hole('Statement') });
  });

  it('keeps an unresolved condition and elements that IAM does not know', () => {
    expect(canonicalStatement({ Effect: 'Allow', Condition: hole('Limit'), Actions: ['x'] })).toEqual({
      Effect: 'Allow',
      Condition: { [hole('Limit')]: {} },
      others: '{"Actions":["x"]}',
    });
  });

  it('keeps the case of what is unresolved', () => {
    expect(canonicalStatement({ Action: `ECR:${hole('AWS::Verb')}` }).Action).toEqual([`ecr:${hole('AWS::Verb')}`]);
  });
});

describe('policies are the same', () => {
  const same: [name: string, one: unknown, other: unknown][] = [
    ['as text and as object', policy(PULL), JSON.stringify(policy(PULL))],
    ['with a statement alone and in a list', policy(PULL), { Version: '2012-10-17', Statement: PULL }],
    ['with a statement that is there twice', policy(PULL), policy(PULL, { ...PULL, Sid: 'Again' })],
    ['with statements in another order', policy(PULL, { Effect: 'Deny' }), policy({ Effect: 'Deny' }, PULL)],
    ['with an account by its id', policy(PULL), policy({ ...PULL, Principal: { AWS: ['111122223333'] } })],
    ['with an account id that is a number', policy(PULL), policy({ ...PULL, Principal: { AWS: 111122223333 } })],
    ['with everybody in either form', policy({ Principal: '*' }), policy({ Principal: { AWS: ['*'] } })],
    ['with actions in another case', policy({ Action: 'ECR:batchgetimage' }), policy({ Action: 'ecr:BatchGetImage' })],
    [
      'with keys and operators in another case',
      policy(PULL),
      policy({ ...PULL, Condition: { stringEquals: { 'AWS:principalOrgId': 'o-a1b2c3d4e5' } } }),
    ],
    [
      'with a truth value as text',
      policy({ Condition: { Bool: { k: true } } }),
      policy({ Condition: { Bool: { k: 'True' } } }),
    ],
    ['with an empty condition', policy({ ...PULL, Condition: {} }), policy({ ...PULL, Condition: undefined })],
    ['with another version and no variable', policy(PULL), { Version: '2008-10-17', Statement: [PULL] }],
    ['if one is absent and one is empty', undefined, policy()],
    [
      'with an unresolved account in either form',
      policy({ Principal: { AWS: `arn:${hole('AWS::Partition')}:iam::${hole('AWS::AccountId')}:root` } }),
      policy({ Principal: { AWS: hole('AWS::AccountId') } }),
    ],
    ['with the same unresolved policy', hole('Policy'), hole('Policy')],
  ];
  it.each(same)('%s', (_, one, other) => {
    expect(canonicalPolicy(one)).toEqual(canonicalPolicy(other));
    expect(isSamePolicy(one, other)).toBe(true);
  });
});

describe('policies are not the same', () => {
  const variable = { ...PULL, Condition: { StringEquals: { 'aws:PrincipalTag/team': '${aws:ResourceTag/team}' } } };
  const other: [name: string, one: unknown, other: unknown][] = [
    ['with another effect', policy(PULL), policy({ ...PULL, Effect: 'Deny' })],
    ['with another account', policy(PULL), policy({ ...PULL, Principal: { AWS: '444455556666' } })],
    [
      'with a role in place of its account',
      policy(PULL),
      policy({ ...PULL, Principal: { AWS: 'arn:aws:iam::111122223333:role/root' } }),
    ],
    [
      'with another value of a condition',
      policy(PULL),
      policy({ ...PULL, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-A1B2C3D4E5' } } }),
    ],
    ['with exceptions in place of actions', policy({ Action: 'ecr:*' }), policy({ NotAction: 'ecr:*' })],
    ['with another version and a variable', policy(variable), { Version: '2008-10-17', Statement: [variable] }],
    ['with another unresolved policy', hole('Policy'), hole('Other')],
    [
      'if one has a key twice',
      policy({ Condition: { Bool: { k: true, K: false } } }),
      policy({ Condition: { Bool: { k: true } } }),
    ],
    ['if one has no statement', policy(PULL), undefined],
  ];
  it.each(other)('%s', (_, one, another) => {
    expect(isSamePolicy(one, another)).toBe(false);
  });
});
