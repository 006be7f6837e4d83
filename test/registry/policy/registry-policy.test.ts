import { App, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as fc from 'fast-check';
import { coversAction, matchesAction } from '../../../src/ecr/policy/action-pattern';
import { RegistryPolicyScope } from '../../../src/ecr/registry-policy-scope';
import { RegistryScanning } from '../../../src/facades/registry-scanning';
import { RegistryPolicyStatement } from '../../../src/registry/policy/registry-policy-statement';
import { Registry } from '../../../src/registry/registry';
import { warningsOf } from '../../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const TYPE = 'AWS::ECR::RegistryPolicy';
const SOURCE = '444455556666';

let stack: Stack;
let registry: Registry;
beforeEach(() => ([stack, registry] = newRegistry()));

function newRegistry(policyScope?: RegistryPolicyScope): [Stack, Registry] {
  const scope = new Stack(new App(), 'Stack', { env: ENV, terminationProtection: true });
  return [scope, new Registry(scope, 'Registry', { policyScope })];
}

const statementsIn = (one: Stack): Record<string, unknown>[] =>
  Object.values(Template.fromStack(one).findResources(TYPE))[0].Properties.PolicyText.Statement;

const replication = (repositoryPrefixes?: string[]) =>
  RegistryPolicyStatement.allowReplicationFrom({ account: SOURCE, repositoryPrefixes });
const raw = (props: iam.PolicyStatementProps) =>
  RegistryPolicyStatement.of(
    new iam.PolicyStatement({
      principals: [new iam.AccountPrincipal(SOURCE)],
      ...(!props.notActions && { actions: ['ecr:ReplicateImage'] }),
      resources: ['*'],
      ...props,
    }),
  );
const deny = (props: iam.PolicyStatementProps) => raw({ effect: iam.Effect.DENY, ...props });

describe('the statements of a registry policy', () => {
  test('are rendered in one policy', () => {
    registry.addToPolicy(replication());
    registry.addToPolicy(raw({ sid: 'Mine' }));
    const template = Template.fromStack(stack);
    template.resourceCountIs(TYPE, 1);
    template.hasResourceProperties(TYPE, {
      PolicyText: {
        Version: '2012-10-17',
        Statement: [Match.objectLike({ Sid: 'Mine' }), Match.objectLike({ Sid: 'ReplicationFrom444455556666' })],
      },
    });
  });

  test('are rendered once when they are equal', () => {
    registry.addToPolicy(replication(['a/', 'b/']));
    registry.addToPolicy(replication(['b/', 'a/', 'b/']));
    const actions = ['ecr:ReplicateImage', 'ecr:CreateRepository'];
    for (const sid of [undefined, 'Mine']) {
      registry.addToPolicy(raw({ sid, actions }));
      registry.addToPolicy(raw({ sid, actions: [...actions].reverse() }));
    }
    expect(statementsIn(stack)).toHaveLength(3);
  });

  test('stay separate for roles with the same ID in two stacks', () => {
    const roles = ['One', 'Two'].map((id) => {
      const scope = new Stack(stack.node.root as App, id, { env: ENV });
      return new iam.Role(scope, 'Ci', { assumedBy: new iam.AccountRootPrincipal() });
    });
    for (const role of roles) registry.addToPolicy(raw({ principals: [role] }));
    expect(new Set(statementsIn(stack).map(({ Principal }) => JSON.stringify(Principal))).size).toBe(2);
  });

  test('fails when two different statements have the same Sid', () => {
    registry.addToPolicy(raw({ sid: 'Mine' }));
    expect(() => registry.addToPolicy(raw({ sid: 'Mine', actions: ['ecr:CreateRepository'] }))).toThrow(
      'Registry.addToPolicy at Stack/Registry: sid is "Mine" but must be that of one statement, and another one with ' +
        'different content has it already; give the statement another sid, or leave it out',
    );
  });

  test('are the same in every stage', () => {
    const statements = ['Beta', 'Prod'].map((id) => {
      const scope = new Stack(new Stage(new App(), id, { env: ENV }), 'Stack');
      const role = new iam.Role(scope, 'Ci', { assumedBy: new iam.AccountRootPrincipal() });
      new Registry(scope, 'Registry').addToPolicy(
        RegistryPolicyStatement.allowCreateOnPush({ principals: [role], repositoryPrefixes: ['team/'] }),
      );
      return statementsIn(scope);
    });
    expect(statements[0]).toEqual(statements[1]);
  });

  test('render the same in any order', () => {
    const account = fc.constantFrom('444455556666', '222222222222', '333333333333');
    const prefix = fc.constantFrom('dev/', 'lab/', 'prod/', 'prod/team/');
    const statement = fc.oneof(
      fc.tuple(account, fc.uniqueArray(prefix, { minLength: 1 })).map(([id, repositoryPrefixes]) => ({
        forwards: RegistryPolicyStatement.allowReplicationFrom({ account: id, repositoryPrefixes }),
        backwards: RegistryPolicyStatement.allowReplicationFrom({
          account: id,
          repositoryPrefixes: [...repositoryPrefixes].reverse(),
        }),
      })),
      fc.tuple(fc.uniqueArray(account, { minLength: 1 }), prefix).map(([ids, repositoryPrefix]) => {
        const principals = ids.map((id) => new iam.AccountPrincipal(id));
        const of = (some: iam.IPrincipal[]) =>
          RegistryPolicyStatement.allowPullThroughCacheImport({ principals: some, repositoryPrefix });
        return { forwards: of(principals), backwards: of([...principals].reverse()) };
      }),
      fc.uniqueArray(account, { minLength: 1 }).map((ids) => {
        const values = (some: string[]) => raw({ conditions: { StringEquals: { 'aws:PrincipalTag/account': some } } });
        return { forwards: values(ids), backwards: values([...ids].reverse()) };
      }),
    );
    const template = (statements: RegistryPolicyStatement[]) => {
      const [scope, one] = newRegistry();
      for (const each of statements) one.addToPolicy(each);
      return JSON.stringify(Template.fromStack(scope).toJSON());
    };
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 8 }), (all) => {
        expect(template([...all].reverse().map(({ backwards }) => backwards))).toBe(
          template(all.map(({ forwards }) => forwards)),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('cause a warning when they allow everybody without a condition', () => {
    registry.addToPolicy(raw({ sid: 'Open', principals: [new iam.AnyPrincipal()] }));
    registry.addToPolicy(raw({ sid: 'Closed', principals: [new iam.OrganizationPrincipal('o-a1b2c3d4e5')] }));
    expect(warningsOf(stack)).toEqual([
      'statement Open of the registry policy allows ecr:ReplicateImage to everybody, without a condition; name accounts ' +
        'or roles in Principal, or add a condition that other accounts cannot meet, such as StringEquals on ' +
        'aws:PrincipalOrgID [ack: cdk-ecr::openPolicy]',
    ]);
  });
});

describe('a resource that depends on the registry policy', () => {
  const dependent = () => {
    const resource = new CfnResource(stack, 'Dependent', { type: 'Test::Dependent' });
    resource.node.addDependency(registry._policy.dependable);
    return resource;
  };

  test('depends on it also when the policy is added later', () => {
    dependent();
    registry.addToPolicy(replication());
    const template = Template.fromStack(stack);
    const [policy] = Object.keys(template.findResources(TYPE));
    template.hasResource('Test::Dependent', { DependsOn: [policy] });
  });

  test('has no dependency when there is no policy', () => {
    dependent();
    Template.fromStack(stack).hasResource('Test::Dependent', { DependsOn: Match.absent() });
  });
});

describe('the policy scope of a registry', () => {
  const V1_TEXT =
    'but must be ecr:ReplicateImage, ecr:BatchImportUpstreamImage or ecr:CreateRepository (with it also ecr:TagResource), ' +
    'all that policy scope V1 enforces; give the registry `policyScope: RegistryPolicyScope.V2` if the account has it, or ' +
    'say it in the policies of repositories: `access` in their settings and in those of creation templates';

  test('fails when a statement has an action that V1 does not enforce', () => {
    expect(() => registry.addToPolicy(raw({ sid: 'Pull', actions: ['ecr:BatchGetImage'] }))).toThrow(
      `Registry.addToPolicy at Stack/Registry: Action of statement Pull is "ecr:BatchGetImage" ${V1_TEXT}`,
    );
  });

  test('fails when a statement without Sid has an action that V1 does not enforce', () => {
    const actions = ['ecr:CreateRepository', 'ecr:BatchGetImage'];
    expect(() => registry.addToPolicy(raw({ actions }))).toThrow(
      'Action of the statement without Sid (Allow ecr:BatchGetImage ecr:CreateRepository) is "ecr:BatchGetImage" but',
    );
  });

  test.each([['ecr:*'], ['*'], ['ecr:Replicate*'], ['ecr:TagResource']])(
    'fails when a pattern includes actions that V1 does not enforce: %s',
    (action) => {
      expect(() => registry.addToPolicy(raw({ actions: [action] }))).toThrow(V1_TEXT);
    },
  );

  test('fails when a statement has NotAction under V1', () => {
    expect(() => registry.addToPolicy(raw({ notActions: ['ecr:PutImage'] }))).toThrow(
      '(Allow all but ecr:PutImage) is "all but ecr:PutImage" but must be ecr:ReplicateImage',
    );
  });

  test('V1 accepts its actions in upper and lower case, and ecr:TagResource with ecr:CreateRepository', () => {
    registry.addToPolicy(raw({ actions: ['ECR:replicateimage', 'ecr:CREATERepository', 'ecr:tagresource'] }));
    registry.addToPolicy(deny({ actions: ['ecr:BatchImportUpstreamImage'] }));
    expect(statementsIn(stack)).toHaveLength(2);
  });

  test('V2 accepts every action', () => {
    const [scope, v2] = newRegistry(RegistryPolicyScope.V2);
    v2.addToPolicy(raw({ actions: ['ecr:*'] }));
    v2.addToPolicy(raw({ notActions: ['ecr:DeleteRepository'] }));
    v2.addToPolicy(deny({ actions: ['ecr:DeleteRepository'] }));
    expect(statementsIn(scope)).toHaveLength(3);
  });
});

describe('a Deny in a registry policy', () => {
  const DENY_SCANNING = {
    sid: 'Freeze',
    actions: ['ecr:PutRegistryScanningConfiguration'],
    principals: [new iam.AnyPrincipal()],
  };
  const scannedBy = (scanning: RegistryScanning) => {
    const other = new Stack(stack.node.root as App, 'Scanned', { env: { ...ENV, region: 'eu-central-1' } });
    return new Registry(other, 'Registry', { scanning, policyScope: RegistryPolicyScope.V2 });
  };

  test('fails when it keeps Amazon Inspector from scanning', () => {
    const enhanced = scannedBy(RegistryScanning.enhanced({ onPush: ['*'] }));
    expect(() => enhanced.addToPolicy(deny(DENY_SCANNING))).toThrow(
      'Registry.addToPolicy at Scanned/Registry: statement Freeze of the registry policy denies ' +
        'ecr:PutRegistryScanningConfiguration to everybody, also to Amazon Inspector, whose enhanced scanning the ' +
        'registry uses; leave the action out of the Deny, as the guide of Amazon Inspector asks',
    );
  });

  test('may keep others than Amazon Inspector from changing how the registry scans', () => {
    const enhanced = scannedBy(RegistryScanning.enhanced({ onPush: ['*'] }));
    const conditions = { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/aws-service-role/inspector2*/*' } };
    expect(() => enhanced.addToPolicy(deny({ ...DENY_SCANNING, conditions }))).not.toThrow();
  });

  test('may keep everybody from changing basic scanning', () => {
    const basic = scannedBy(RegistryScanning.basic({ onPush: ['*'] }));
    expect(() => basic.addToPolicy(deny(DENY_SCANNING))).not.toThrow();
  });

  test('fails when the Deny covers every action', () => {
    const [, v2] = newRegistry(RegistryPolicyScope.V2);
    expect(() => v2.addToPolicy(deny({ sid: 'Guard', actions: ['ecr:*'] }))).toThrow(
      'Registry.addToPolicy at Stack/Registry: Action of statement Guard is "ecr:*" but must not deny ' +
        'ecr:PutRegistryPolicy and ecr:DeleteRegistryPolicy, after which nothing could change the policy; list the ' +
        'actions to deny, or deny all but them with notActions: ["ecr:PutRegistryPolicy","ecr:DeleteRegistryPolicy"]',
    );
  });

  test.each([
    ['*'],
    ['ecr:Put*'],
    ['ECR:PUTREGISTRYPOLICY'],
    ['ecr:DeleteRegistryPolicy'],
    ['ecr:*RegistryPolicy'],
    ['ecr:P*Policy'],
  ])('fails when the Deny covers a change of the policy: %s', (action) => {
    for (const scope of [RegistryPolicyScope.V1, RegistryPolicyScope.V2]) {
      const [, one] = newRegistry(scope);
      expect(() => one.addToPolicy(deny({ actions: ['ecr:CreateRepository', action] }))).toThrow(/must not deny ecr:/);
    }
  });

  test.each([[['ecr:BatchGetImage']], [['ecr:PutRegistryPolicy']], [['ecr:Delete*']]])(
    'fails when the Deny covers a change of the policy by NotAction: %j',
    (notActions) => {
      const [, v2] = newRegistry(RegistryPolicyScope.V2);
      expect(() => v2.addToPolicy(deny({ notActions }))).toThrow(/must not deny ecr:/);
    },
  );

  test.each<iam.PolicyStatementProps>([
    { actions: ['ecr:PutImage', 'ecr:Delete*Repository'] },
    { notActions: ['ecr:*RegistryPolicy', 'ecr:Get*'] },
    { notActions: ['ecr:putregistrypolicy', 'ecr:deleteregistrypolicy'] },
  ])('is accepted when it does not cover changes of the policy: %j', (props) => {
    const [scope, v2] = newRegistry(RegistryPolicyScope.V2);
    v2.addToPolicy(deny(props));
    expect(statementsIn(scope)).toHaveLength(1);
  });
});

describe('a statement of a registry policy', () => {
  test('fails when an action belongs to another service', () => {
    const [, v2] = newRegistry(RegistryPolicyScope.V2);
    expect(() => v2.addToPolicy(raw({ sid: 'Public', actions: ['ecr-public:PutImage'] }))).toThrow(
      'Registry.addToPolicy at Stack/Registry: statement Public of the registry policy names ecr-public:PutImage: actions ' +
        'of private registries begin with "ecr:"; correct the name of the action, or remove it',
    );
  });

  test('fails when a resource is in another registry', () => {
    const resources = ['arn:aws:ecr:us-east-1:111122223333:repository/*'];
    expect(() => registry.addToPolicy(raw({ sid: 'Other', resources }))).toThrow(
      'Registry.addToPolicy at Stack/Registry: statement Other of the registry policy is about ' +
        'arn:aws:ecr:us-east-1:111122223333:repository/*, which is no repository of this registry, so it has no ' +
        'effect; set Resource to "*", or to ARNs like arn:aws:ecr:<region>:<account>:repository/team/*',
    );
  });

  test.each([
    'arn:aws:ecr-public::111122223333:repository/*',
    'arn:aws:ecr:eu-west-1:444455556666:repository/*',
    'arn:aws:s3:::bucket',
    'team/*',
  ])('fails when a resource is not a repository of the registry: %s', (resource) => {
    expect(() => registry.addToPolicy(raw({ resources: [resource] }))).toThrow(
      /, which is no repository of this registry, so it has no effect;/,
    );
  });

  test.each(['arn:aws:ecr:eu-west-1:111122223333:repository/team/*', 'arn:aws:ecr:*:*:repository/*', '*'])(
    'may have the resource %s',
    (resource) => {
      expect(() => registry.addToPolicy(raw({ resources: [resource] }))).not.toThrow();
    },
  );
});

describe('the length of a registry policy', () => {
  const role = (index: number) =>
    new iam.ArnPrincipal(`arn:aws:iam::444455556666:role/${`${index}`.padStart(40, 'role')}`);
  const statement = (index: number, roles = 1) =>
    raw({ sid: `S${index}`, principals: Array.from({ length: roles }, (_, nth) => role(100 * index + nth)) });

  test('fails when the policy is longer than 10,240 characters', () => {
    for (let index = 0; index < 60; index++) registry.addToPolicy(statement(index, index === 7 ? 3 : 1));
    const lengths = new RegExp(
      'Registry at Stack/Registry: policy is "(\\d+) characters in 60 statements" but must have at most 10240 characters; ' +
        'join or leave out some of its statements: statement S7 \\((\\d+)\\), (statement S\\d+ \\(169\\), ){8}' +
        'statement S\\d+ \\(169\\) and 50 more',
    );
    expect(() => Template.fromStack(stack)).toThrow(lengths);
  });

  test('is exact when the policy has no tokens', () => {
    const fill = (length: number) => {
      const [scope, one] = newRegistry();
      const empty = { Action: 'ecr:ReplicateImage', Effect: 'Allow', Principal: { AWS: '' }, Resource: '*', Sid: 'A' };
      const policy = JSON.stringify({ Version: '2012-10-17', Statement: [empty] });
      const arn = 'arn:aws:iam::444455556666:role/'.padEnd(length - policy.length, 'x');
      one.addToPolicy(raw({ sid: 'A', principals: [new iam.ArnPrincipal(arn)] }));
      return scope;
    };
    const longest = fill(10_240);
    const [{ Properties }] = Object.values(Template.fromStack(longest).findResources(TYPE));
    expect(JSON.stringify(Properties.PolicyText)).toHaveLength(10_240);
    expect(() => Template.fromStack(fill(10_241))).toThrow(/policy is "10241 characters in 1 statements" but/);
  });

  test('is an estimate when the policy has tokens', () => {
    const fill = (count: number) => {
      const [scope, one] = newRegistry();
      for (let index = 0; index < count; index++) {
        const ci = new iam.Role(scope, `Role${index}`, { assumedBy: new iam.AccountRootPrincipal() });
        one.addToPolicy(raw({ sid: 'S'.repeat(22) + (100 + index), principals: [ci] }));
      }
      return scope;
    };
    // 38 characters around the statements; each statement has 121 with its comma, and its ARN counts as 70.
    const fitting = Math.floor((10_240 - 38) / 191);
    expect(() => Template.fromStack(fill(fitting))).not.toThrow();
    expect(() => Template.fromStack(fill(fitting + 1))).toThrow(
      /policy is "about \d+ characters in \d+ statements" but/,
    );
  });
});

describe('a registry policy', () => {
  const limits = (statement: RegistryPolicyStatement) => {
    registry.addToPolicy(statement);
    return registry._policy.limitsCreation;
  };
  const principals = [new iam.AccountPrincipal(SOURCE)];

  test('does not limit who may create repositories when it is empty or only for replication or import', () => {
    expect(registry._policy.limitsCreation).toBe(false);
    expect(limits(replication())).toBe(false);
    expect(limits(RegistryPolicyStatement.allowPullThroughCacheImport({ principals, repositoryPrefix: 'quay' }))).toBe(
      false,
    );
  });

  test('limits who may create repositories by an Allow for create-on-push or by a Deny', () => {
    expect(limits(RegistryPolicyStatement.allowCreateOnPush({ principals, repositoryPrefixes: ['ROOT'] }))).toBe(true);
    [stack, registry] = newRegistry();
    expect(limits(deny({ actions: ['ecr:CreateRepository'] }))).toBe(true);
  });
});

describe('matchesAction and coversAction', () => {
  test.each([
    ['*', true],
    ['ecr:*', true],
    ['ecr:putimage', true],
    ['ecr:Put*', true],
    ['ecr:PutImag?', true],
    ['e?r:*Image', true],
    ['ecr:**P*t?mage*', true],
    ['ecr:PutImage?', false],
    ['ecr:Put', false],
    ['ecr.PutImage', false],
    ['ecr-public:*', false],
  ])('decide whether the pattern %s matches ecr:PutImage: %s', (pattern, expected) => {
    expect(matchesAction(pattern, 'ecr:PutImage')).toBe(expected);
  });

  test('decide a pattern with many wildcards quickly', () => {
    expect(matchesAction(`${'*a'.repeat(30)}*b`, 'a'.repeat(60))).toBe(false);
  });

  test('cover an action by Action and by NotAction', () => {
    expect(coversAction({ Action: 'ecr:Put*' }, 'ecr:PutImage')).toBe(true);
    expect(coversAction({ Action: ['ecr:Get*', 'ecr:Put*'] }, 'ecr:PutImage')).toBe(true);
    expect(coversAction({ NotAction: 'ecr:Put*' }, 'ecr:PutImage')).toBe(false);
    expect(coversAction({ NotAction: ['ecr:Get*'] }, 'ecr:PutImage')).toBe(true);
    expect(coversAction({}, 'ecr:PutImage')).toBe(false);
  });
});

test('a registry policy acknowledges the finding of cdk-nag on an organization', () => {
  const [ownStack, own] = newRegistry();
  const allow = (principal: iam.IPrincipal) =>
    own.addToPolicy(
      RegistryPolicyStatement.allowCreateOnPush({ principals: [principal], repositoryPrefixes: ['team/'] }),
    );
  allow(new iam.OrganizationPrincipal('o-a1b2c3d4e5'));
  // A validation judges the final statements.
  Template.fromStack(ownStack);
  expect(new AwsSolutionsChecks(ownStack).validateScope(ownStack).violations).toEqual([]);
});
