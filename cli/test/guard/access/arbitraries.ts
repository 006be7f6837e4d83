import * as fc from 'fast-check';

/** A statement of a repository policy. All its lists are lists. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: Readonly<Record<string, readonly string[]>>;
  readonly Action: readonly string[];
  readonly Condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export const [HOME, AWAY] = ['111122223333', '444455556666'];
export const ORGANIZATIONS = ['o-a1b2c3d4e5', 'o-f6g7h8i9j0'];
/** Roles and users whom policies name, or do not. */
export const PRINCIPALS = [HOME, AWAY].flatMap((account) =>
  ['role/deploy', 'role/build', 'user/ann'].map((name) => `arn:aws:iam::${account}:${name}`),
);
const NAMES = [...PRINCIPALS.slice(0, 5), `arn:aws:iam::${HOME}:root`, `arn:aws:iam::${AWAY}:root`];

const ACTIONS = [
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
  'ecr:PutImage',
  'ecr:BatchDeleteImage',
  'ecr:SetRepositoryPolicy',
  'ecr:Batch*',
  'ecr:Put?mage',
  'ecr:*',
];

/** Values of condition keys, as they are in requests and in policies. Requests need not have them. */
export const KEYS: Readonly<Record<string, readonly string[]>> = {
  'aws:SourceVpce': ['vpce-1', 'vpce-2', 'vpce-12'],
  'ecr:ResourceTag/team': ['red', 'blue'],
};

const TEXT_OPERATORS = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIfExists'];
const anyOperator = (...operators: string[]) => fc.constantFrom(...operators);
const someOf = (values: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });

const clause = fc.oneof(
  fc.tuple(
    anyOperator(...TEXT_OPERATORS),
    fc.constant('aws:SourceVpce'),
    someOf([...KEYS['aws:SourceVpce'], 'vpce-1*', '*']),
  ),
  fc.tuple(
    anyOperator(...TEXT_OPERATORS),
    fc.constant('ecr:ResourceTag/team'),
    someOf([...KEYS['ecr:ResourceTag/team'], 'r*']),
  ),
  fc.tuple(anyOperator('Null'), fc.constantFrom(...Object.keys(KEYS)), fc.constantFrom(['true'], ['false'])),
  fc.tuple(anyOperator(...TEXT_OPERATORS), fc.constant('aws:PrincipalOrgID'), someOf(ORGANIZATIONS)),
  fc.tuple(
    anyOperator(...TEXT_OPERATORS),
    fc.constant('aws:PrincipalAccount'),
    someOf([HOME, AWAY, '1*', '${aws:ResourceAccount}']),
  ),
  fc.tuple(
    anyOperator('ArnEquals', 'ArnLike', 'ArnNotLike', 'StringLike', 'ArnLikeIfExists'),
    fc.constant('aws:PrincipalArn'),
    someOf([...PRINCIPALS, `arn:aws:iam::${HOME}:role/*`, 'arn:*:iam::*:user/*']),
  ),
  fc.tuple(anyOperator('Bool'), fc.constant('aws:SecureTransport'), fc.constantFrom(['true'], ['false'])),
);

/** Conditions with at most one clause for each operator and key. */
export const condition = fc.array(clause, { maxLength: 2 }).map((clauses) => {
  const found: Record<string, Record<string, readonly string[]>> = {};
  for (const [operator, key, values] of clauses) found[operator] = { ...found[operator], [key]: values };
  return found;
});

const names = fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 });
const principal: fc.Arbitrary<Statement['Principal']> = fc.oneof(
  { weight: 3, arbitrary: names.map((each) => ({ AWS: each })) },
  { weight: 1, arbitrary: fc.constant({ AWS: ['*'] }) },
);

export const statement: fc.Arbitrary<Statement> = fc.record({
  Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
  Principal: principal,
  Action: fc.uniqueArray(fc.constantFrom(...ACTIONS), { minLength: 1, maxLength: 3 }),
  Condition: condition,
});

export const statements = fc.array(statement, { maxLength: 4 });

export function policyOf(list: readonly object[]) {
  return { Version: '2012-10-17', Statement: list };
}
