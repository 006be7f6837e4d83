import * as fc from 'fast-check';
import { REPOSITORY_ACTIONS } from '../../../src/ecr/policy/action-names';
import { coversAction, matchesAction } from '../../../src/ecr/policy/action-pattern';
import { limitsNobody } from '../../../src/ecr/policy/limits-nobody';
import { accountOf } from '../../../src/ecr/policy/named-account';
import { Openness, opennessOf } from '../../../src/ecr/policy/open-statement';
import { withoutVariables } from '../../../src/ecr/policy/policy-variables';
import { hole } from '../../../src/text/holes';
import { withHoles } from '../../../src/text/intrinsics';
import {
  conditionOf,
  RESOURCE_COMPARISONS,
  SELF_COMPARISONS,
  SELF_COMPARISONS_OF_KEYS,
} from '../../support/conditions-for-anybody';
import type { ConditionCase } from '../../support/conditions-for-anybody';

const ACCOUNT = 'aws:PrincipalAccount';
const ARN = 'aws:PrincipalArn';
const ORGANIZATION = 'aws:PrincipalOrgID';

test.each([...SELF_COMPARISONS, ...SELF_COMPARISONS_OF_KEYS])('%s %s %s limits nobody', (...condition) => {
  expect(limitsNobody(...condition)).toBe(true);
});

test.each(RESOURCE_COMPARISONS)('%s %s %s limits, because it is about the resource', (...condition) => {
  expect(limitsNobody(...condition)).toBe(false);
});

test.each<[string, ConditionCase]>([
  [
    'a default, which the key of a caller replaces',
    ['StringEquals', ACCOUNT, "${aws:PrincipalAccount, '111122223333'}"],
  ],
  ['a tag of the caller with a default', ['StringEquals', ACCOUNT, "${aws:PrincipalTag/account, 'none'}"]],
  ['a default of the resource that is a pattern', ['StringLike', ORGANIZATION, "${aws:ResourceOrgID, '*'}"]],
  ['the name of the user', ['StringEquals', ACCOUNT, '${aws:username}']],
  ['a tag of the request', ['StringEquals', ACCOUNT, '${aws:RequestTag/account}']],
  ['a source', ['StringEquals', 'aws:SourceAccount', '${aws:SourceAccount}']],
  ['a variable in another case', ['StringEquals', ACCOUNT, '${AWS:PRINCIPALACCOUNT}']],
  ['a variable with spaces', ['StringEquals', ACCOUNT, '${ aws:PrincipalAccount }']],
  ['an unknown variable', ['StringEquals', ACCOUNT, '${aws:NewKey}']],
  ['a variable without an end', ['StringEquals', ACCOUNT, '${aws:PrincipalAccount']],
  ['a default with characters of other variables', ['StringEquals', ACCOUNT, "${aws:PrincipalAccount, 'a$}b'}"]],
  ['a variable after an escaped character', ['StringEquals', ACCOUNT, '${$}${aws:PrincipalAccount}']],
  ['the account in an ARN of a fixed role', ['StringEquals', ARN, 'arn:aws:iam::${aws:PrincipalAccount}:role/ci']],
  ['a pattern under StringLike', ['StringLike', ACCOUNT, '*']],
  ['a pattern under ArnEquals', ['ArnEquals', ARN, 'arn:aws:iam::*:role/ci']],
  ['a pattern under ArnLike', ['ArnLike', ARN, 'arn:aws:iam::????????????:role/ci']],
  ['a wildcard before the account under StringLike', ['StringLike', ARN, '*:111122223333:*']],
  ['a wildcard that ends before the account', ['StringLike', ARN, 'arn:aws:iam:*111122223333:role/x']],
  ['a wildcard in the partition under StringLike', ['StringLike', ARN, 'arn:*:iam::111122223333:role/x']],
  ['a wildcard before the account that excepts', ['StringNotLike', ARN, '*:*:*:*:111122223333:role/*']],
  ['a pattern that excepts everybody', ['StringNotLike', ORGANIZATION, 'o-*']],
  ['a variable that excepts everybody', ['StringNotEqualsIfExists', ORGANIZATION, '${aws:PrincipalOrgID}']],
])('a value with %s limits nobody', (_, condition) => {
  expect(limitsNobody(...condition)).toBe(true);
});

test.each<[string, ConditionCase]>([
  ['an account', ['StringEquals', ACCOUNT, '111122223333']],
  ['the account of the resource in any case', ['StringEquals', ACCOUNT, '${AWS:resourceACCOUNT}']],
  ['the account of the resource with a default', ['StringEquals', ACCOUNT, "${aws:ResourceAccount, '111122223333'}"]],
  ['a tag of the resource', ['StringEquals', ACCOUNT, '${aws:ResourceTag/account}']],
  ['an escaped "*"', ['StringLike', ACCOUNT, '${*}']],
  ['an escaped "?"', ['StringLike', ACCOUNT, '${?}']],
  ['an escaped "$" before what would be a variable', ['StringEquals', ACCOUNT, '${$}{aws:PrincipalAccount}']],
  ['a "*" under StringEquals, where it is a plain character', ['StringEquals', ACCOUNT, '*']],
  ['a "?" under StringEqualsIgnoreCase', ['StringEqualsIgnoreCase', ACCOUNT, '1111?']],
  ['an escaped "*" under StringEquals', ['StringEquals', ACCOUNT, '${*}']],
  ['a path of one account', ['StringLike', ARN, 'arn:aws:iam::111122223333:role/${aws:PrincipalTag/team}']],
  ['a wildcard in the partition under ArnLike', ['ArnLike', ARN, 'arn:*:iam::111122223333:role/x']],
  ['a wildcard after the account', ['StringLike', ARN, 'arn:aws:iam::111122223333:*']],
  ['a session of one role', ['StringLike', 'aws:userid', 'AROAEXAMPLEID:${aws:username}']],
  ['a service in any region', ['StringLike', 'kms:ViaService', 'ecr.${aws:RequestedRegion}.amazonaws.com']],
])('a value with %s limits', (_, condition) => {
  expect(limitsNobody(...condition)).toBe(false);
});

test('one value of many that anybody may have limits nobody', () => {
  expect(limitsNobody('StringEquals', ACCOUNT, ['111122223333', '${aws:PrincipalAccount}'])).toBe(true);
});

test('a pseudo parameter and a token are values of CloudFormation and no policy variables', () => {
  expect(withHoles({ 'Fn::Sub': '${AWS::AccountId}' })).toBe(hole('AWS::AccountId'));
  expect(limitsNobody('StringEquals', ACCOUNT, withHoles({ 'Fn::Sub': '${AWS::AccountId}' }))).toBe(false);
  expect(limitsNobody('StringEquals', ACCOUNT, '${Token[AWS.AccountId.4]}')).toBe(false);
});

test('a policy variable that Fn::Sub leaves as it is limits nobody', () => {
  const value = withHoles({ 'Fn::Sub': '${!aws:PrincipalAccount}' });
  expect(value).toBe('${aws:PrincipalAccount}');
  expect(limitsNobody('StringEquals', ACCOUNT, value)).toBe(true);
});

test.each([
  ['${aws:ResourceAccount}', { id: '111122223333', isOwn: true }],
  ['arn:aws:iam::${aws:ResourceAccount}:role/ci', { id: '111122223333', isOwn: true }],
  ['arn:aws:iam::444455556666:role/${aws:PrincipalTag/team}', { id: '444455556666', isOwn: false }],
  ['${aws:ResourceTag/account}', {}],
  ['${aws:PrincipalAccount}', undefined],
  ['arn:aws:iam::${aws:PrincipalAccount}:role/ci', undefined],
])('the account of %s is known as far as the text tells it', (value, account) => {
  expect(accountOf(value, { account: '111122223333' })).toEqual(account);
});

test('a text with many starts of variables takes linear time', () => {
  const long = "${'".repeat(200_000);
  const start = Date.now();
  expect(withoutVariables(long)).toBe('*');
  expect(Date.now() - start).toBeLessThan(2000);
});

/** A text with the same letters in any case. */
function inAnyCase(text: string): fc.Arbitrary<string> {
  return fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((uppers) => [...text].map((each, at) => (uppers[at] ? each.toUpperCase() : each.toLowerCase())).join(''));
}

const conditions = [
  ...SELF_COMPARISONS,
  ...SELF_COMPARISONS_OF_KEYS,
  ...RESOURCE_COMPARISONS,
  ['StringLike', ORGANIZATION, 'o-a1b2c3d4e5'],
  ['StringEquals', 'aws:UserAgent', 'x'],
  ['IpAddress', 'aws:SourceIp', '0.0.0.0/0'],
  ['StringNotEquals', ORGANIZATION, 'o-a1b2c3d4e5'],
  ['StringEqualsIfExists', ORGANIZATION, 'o-a1b2c3d4e5'],
] as ConditionCase[];

test('the case of an operator, a key and a variable never changes who is limited', () => {
  const changed = fc
    .constantFrom(...conditions)
    .chain((condition) =>
      fc.tuple(fc.constant(condition), inAnyCase(condition[0]), inAnyCase(condition[1]), inAnyCase(condition[2])),
    );
  fc.assert(
    fc.property(changed, ([condition, operator, key, text]) => {
      // Only the names of variables are read in any case, not the texts around them.
      const value = condition[2].startsWith('${') ? text : condition[2];
      const other: ConditionCase = [operator, key, value];
      expect(limitsNobody(...other)).toBe(limitsNobody(...condition));
      const open = { Effect: 'Allow', Principal: '*' };
      expect(opennessOf({ ...open, Condition: conditionOf(other) })).toBe(
        opennessOf({ ...open, Condition: conditionOf(condition) }),
      );
    }),
  );
});

test('the case of an action never changes what a statement covers', () => {
  const patterns = ['ecr:*', 'ecr:Batch*', 'ecr:Get?????????UrlForLayer', '*', 'ecr:PutImage', 'kms:Decrypt'];
  const pair = fc
    .tuple(fc.constantFrom(...patterns), fc.constantFrom(...REPOSITORY_ACTIONS))
    .chain(([pattern, action]) => fc.tuple(fc.constant([pattern, action]), inAnyCase(pattern), inAnyCase(action)));
  fc.assert(
    fc.property(pair, ([[pattern, action], changedPattern, changedAction]) => {
      const answer = matchesAction(pattern, action);
      expect(matchesAction(changedPattern, changedAction)).toBe(answer);
      expect(coversAction({ Action: changedPattern }, action)).toBe(answer);
      expect(coversAction({ NotAction: [changedPattern] }, action)).toBe(!answer);
    }),
  );
});

test('a variable of the caller around any text never limits an account', () => {
  const name = fc.constantFrom('aws:PrincipalAccount', 'aws:userid', 'aws:SourceAccount', 'aws:PrincipalTag/team');
  const fallback = fc.option(fc.stringMatching(/^[a-z0-9]{0,12}$/), { nil: undefined });
  fc.assert(
    fc.property(name, fallback, fc.stringMatching(/^\d{0,11}$/), (variable, value, digits) => {
      const text = `\${${variable}${value === undefined ? '' : `, '${value}'`}}${digits}`;
      expect(limitsNobody('StringEquals', ACCOUNT, text)).toBe(true);
      expect(opennessOf({ Principal: '*', Condition: { StringLike: { [ACCOUNT]: text } } })).toBe(Openness.OPEN);
    }),
  );
});
