import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as fc from 'fast-check';
import { Registry } from '../../../src/registry/registry';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const TYPE = 'AWS::ECR::PullTimeUpdateExclusion';
const arnOf = (name: string) => `arn:aws:iam::${ENV.account}:role/${name}`;

let stack: Stack;
let registry: Registry;
beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: ENV });
  registry = new Registry(stack, 'Registry');
});

let imports = 0;
const imported = (arn: string, scope: Stack = stack) =>
  iam.Role.fromRoleArn(scope, `Role${imports++}`, arn, { mutable: false });
const arnsIn = (one: Stack) =>
  Object.values(Template.fromStack(one).findResources(TYPE)).map(({ Properties }) => Properties.PrincipalArn);

test('Registry.excludeFromPullTime excludes a role of the stack, as L2 or L1', () => {
  const assumeRolePolicyDocument = {};
  registry.excludeFromPullTime(new iam.Role(stack, 'Scanner', { assumedBy: new iam.AccountRootPrincipal() }));
  registry.excludeFromPullTime(new iam.CfnRole(stack, 'Raw', { assumeRolePolicyDocument }));
  const ids = Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  expect(arnsIn(stack).sort()).toEqual(ids.map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })).sort());
});

test('exclusions from pull times are deleted with their lines, and can be imported by the ARNs of their roles', () => {
  registry.excludeFromPullTime(imported(arnOf('scanner')));
  registry.excludeFromPullTime(imported('arn:aws:iam::444455556666:role/vendor/scanner'));
  const template = Template.fromStack(stack);
  template.allResources(TYPE, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
  expect(Object.values(registry.importMapping)).toEqual([
    { PrincipalArn: arnOf('scanner') },
    { PrincipalArn: 'arn:aws:iam::444455556666:role/vendor/scanner' },
  ]);
});

test.each([
  ['arn', 'arn', 'name'],
  ['name', 'arn', 'name'],
])('a role is excluded from pull times once when it is given several times: %s, %s, %s', (...by) => {
  for (const [index, how] of by.entries()) {
    registry.excludeFromPullTime(
      how === 'arn' ? imported(arnOf('scanner')) : iam.Role.fromRoleName(stack, `Named${index}`, 'scanner'),
    );
  }
  expect(arnsIn(stack)).toEqual([arnOf('scanner')]);
});

test('roles with the same ID in two stacks are both excluded from pull times', () => {
  const other = new Stack(stack.node.root as App, 'Other', { env: ENV });
  for (const scope of [stack, other]) {
    registry.excludeFromPullTime(new iam.Role(scope, 'Scanner', { assumedBy: new iam.AccountRootPrincipal() }));
  }
  expect(arnsIn(stack)).toHaveLength(2);
});

test('exclusions from pull times render the same in any order', () => {
  const template = (names: string[]) => {
    const own = new Stack(new App(), 'Stack', { env: ENV });
    const one = new Registry(own, 'Registry');
    for (const name of names) one.excludeFromPullTime(imported(arnOf(name), own));
    return Template.fromStack(own).toJSON();
  };
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,5}(\/[A-Z_]{1,3})?$/), { maxLength: 6 });
  fc.assert(
    fc.property(names, (all) => expect(template([...all].reverse())).toEqual(template(all))),
    { numRuns: 20 },
  );
});

test('fails when Registry.excludeFromPullTime gets 101 roles', () => {
  for (let index = 0; index < 100; index++) registry.excludeFromPullTime(imported(arnOf(`scanner${index}`)));
  expect(() => registry.excludeFromPullTime(imported(arnOf('scanner5')))).not.toThrow();
  expect(() => registry.excludeFromPullTime(imported(arnOf('one-more')))).toThrow(
    'Registry.excludeFromPullTime at Stack/Registry: roles is 101 but must be at most 100; let scanners share roles',
  );
});

test('fails when Registry.excludeFromPullTime gets a role whose ARN is too long', () => {
  expect(() => registry.excludeFromPullTime(imported(arnOf('a'.repeat(170))))).toThrow(
    '(201 characters) but must be the ARN of a role, such as arn:aws:iam::111122223333:role/scanner, of at most 200 ' +
      'characters; give the role itself, or import it by its full ARN',
  );
});

test('fails when Registry.excludeFromPullTime gets an ARN that is not of a role', () => {
  const user = new iam.CfnUser(stack, 'User');
  const like = Object.assign(Object.create(user) as iam.CfnRole, {
    roleRef: { roleName: 'x', roleArn: 'arn:aws:iam::111122223333:user/scanner' },
  });
  expect(() => registry.excludeFromPullTime(like)).toThrow(/roleArn is "arn:aws:iam::111122223333:user\/scanner" but/);
});
