import { App, Aspects, CfnResource, Stack, Stage, Tags } from 'aws-cdk-lib';
import type { IAspect } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import * as fc from 'fast-check';
import { RepositoryAccess } from '../../../src/access/repository-access';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { RegistryPolicyStatement } from '../../../src/registry/policy/registry-policy-statement';
import { Registry } from '../../../src/registry/registry';
import { RegistryRemovalPolicy } from '../../../src/registry/registry-removal-policy';
import type { TemplateRequest } from '../../../src/registry/templates/template-request';
import { ImageTagMutability } from '../../../src/repository/image-tag-mutability';
import { RepositoryEncryption } from '../../../src/repository/repository-encryption';
import { RepositoryKey } from '../../../src/repository/repository-key';
import type { RepositorySettings } from '../../../src/repository/repository-settings';
import { warningsOf } from '../../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const AES256: RepositorySettings = { encryption: RepositoryEncryption.aes256() };
const AWS_MANAGED: RepositorySettings = { encryption: RepositoryEncryption.awsManaged() };

function registryOf(region = ENV.region, app = new App(), removalPolicy?: RegistryRemovalPolicy): Registry {
  return new Registry(new Stack(app, 'Stack', { env: { ...ENV, region }, terminationProtection: true }), 'Registry', {
    removalPolicy,
  });
}

function withKey(registry: Registry, id = 'Imported', arn = KEY_ARN): RepositorySettings {
  return { encryption: RepositoryEncryption.customerManaged(kms.Key.fromKeyArn(registry, id, arn)) };
}

function propertiesOf(registry: Registry) {
  const templates = Template.fromStack(Stack.of(registry)).findResources('AWS::ECR::RepositoryCreationTemplate');
  return Object.values(templates).map(({ Properties: properties }) => properties);
}

function single(registry: Registry) {
  const all = propertiesOf(registry);
  expect(all).toHaveLength(1);
  return all[0];
}

/** A value as text, with tokens written as cdk-nag writes them. */
function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const [key, args] = Object.entries(value as Record<string, unknown>)[0] as [string, [string, unknown[]]];
  return key === 'Fn::Join' ? args[1].map(flat).join(args[0]) : `<${[args].flat().join('.')}>`;
}

function statementsOf(registry: Registry) {
  const policies = Object.values(Template.fromStack(Stack.of(registry)).findResources('AWS::IAM::ManagedPolicy'));
  expect(policies).toHaveLength(1);
  return policies[0].Properties.PolicyDocument.Statement as { Action: string[]; Resource: unknown }[];
}

describe('a creation template with default settings', () => {
  const registry = registryOf();
  registry.addCreateOnPush('Teams', { prefix: 'team/' });
  const template = Template.fromStack(Stack.of(registry));
  const properties = single(registry);

  test('makes tags immutable and has a literal lifecycle text', () => {
    expect(properties).toMatchObject({
      Prefix: 'team',
      AppliedFor: ['CREATE_ON_PUSH'],
      ImageTagMutability: 'IMMUTABLE',
    });
    expect(properties.LifecyclePolicy).toBe(LifecyclePolicy.forPulledImages().toJson());
  });

  test('encrypts repositories with the key of the stack, which it names by ARN', () => {
    const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
    expect(key).toMatch(/^EcrRepositoryKey/);
    expect(properties.EncryptionConfiguration).toEqual({
      EncryptionType: 'KMS',
      KmsKey: { 'Fn::GetAtt': [key, 'Arn'] },
    });
  });

  test('has no repository policy and no tags', () => {
    expect(properties).not.toHaveProperty('RepositoryPolicy');
    expect(properties).not.toHaveProperty('ResourceTags');
    expect(properties).not.toHaveProperty('ImageTagMutabilityExclusionFilters');
  });

  test('has a role without a path whose managed policy covers only the prefix and the key', () => {
    const [[id, role]] = Object.entries(template.findResources('AWS::IAM::Role'));
    expect(properties.CustomRoleArn).toEqual({ 'Fn::GetAtt': [id, 'Arn'] });
    expect(role.Properties).not.toHaveProperty('Path');
    expect(role.Properties).not.toHaveProperty('Policies');
    expect(role.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'ecr.amazonaws.com' } },
    ]);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    const [repositories, key] = statementsOf(registry);
    expect(repositories.Action).toEqual(['ecr:CreateRepository', 'ecr:ReplicateImage', 'ecr:TagResource']);
    expect(flat(repositories.Resource)).toBe('arn:<AWS::Partition>:ecr:eu-west-1:111122223333:repository/team/*');
    expect(key.Action).toEqual(['kms:CreateGrant', 'kms:DescribeKey', 'kms:RetireGrant']);
    expect(key.Resource).toEqual(properties.EncryptionConfiguration.KmsKey);
  });

  test('has no warning', () => {
    expect(warningsOf(Stack.of(registry))).toEqual([]);
  });

  test('is deleted together with its role and policy, and can be imported by its prefix', () => {
    for (const type of ['AWS::ECR::RepositoryCreationTemplate', 'AWS::IAM::Role', 'AWS::IAM::ManagedPolicy']) {
      template.allResources(type, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    }
    const [id] = Object.keys(template.findResources('AWS::ECR::RepositoryCreationTemplate'));
    expect(registry.importMapping).toEqual({ [id]: { Prefix: 'team' } });
  });
});

test('a creation template and its role are retained when the removal policy of the registry is RETAIN', () => {
  const registry = registryOf(ENV.region, new App(), RegistryRemovalPolicy.RETAIN);
  registry.addCreateOnPush('Teams', { prefix: 'team' });
  const template = Template.fromStack(Stack.of(registry));
  for (const type of ['AWS::ECR::RepositoryCreationTemplate', 'AWS::IAM::Role', 'AWS::IAM::ManagedPolicy']) {
    template.allResources(type, { DeletionPolicy: 'Retain' });
  }
});

test('a creation template renders every setting that is given', () => {
  const registry = registryOf();
  registry.addCreateOnPush('Teams', {
    prefix: 'team/web/',
    settings: {
      ...withKey(registry),
      tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest', 'dev-*'] }),
      lifecycle: LifecyclePolicy.none(),
      access: [RepositoryAccess.pullFromAccounts(['444455556666'])],
      tags: { team: 'web', cost: '42' },
    },
  });
  const { RepositoryPolicy: policy, CustomRoleArn: role, ...properties } = single(registry);
  expect(properties).toEqual({
    Prefix: 'team/web',
    AppliedFor: ['CREATE_ON_PUSH'],
    EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: KEY_ARN },
    ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    ImageTagMutabilityExclusionFilters: ['dev-*', 'latest'].map((filter) => ({
      ImageTagMutabilityExclusionFilterType: 'WILDCARD',
      ImageTagMutabilityExclusionFilterValue: filter,
    })),
    ResourceTags: [
      { Key: 'cost', Value: '42' },
      { Key: 'team', Value: 'web' },
    ],
  });
  expect(role).toBeDefined();
  expect(JSON.parse(flat(policy)).Statement).toEqual([
    expect.objectContaining({
      Sid: 'PullFromAccounts',
      Effect: 'Allow',
      Principal: { AWS: 'arn:<AWS::Partition>:iam::444455556666:root' },
    }),
  ]);
  expect(statementsOf(registry)[1].Resource).toBe(KEY_ARN);
});

test('the repository policy in a creation template is a plain string when it has no tokens', () => {
  const registry = registryOf();
  registry.addCreateOnPush('Teams', {
    prefix: 'team',
    settings: {
      access: [
        RepositoryAccess.of(
          new iam.PolicyStatement({
            principals: [new iam.OrganizationPrincipal('o-a1b2c3d4e5')],
            actions: ['ecr:BatchGetImage'],
          }),
        ),
      ],
    },
  });
  const { RepositoryPolicy: policy } = single(registry);
  expect(JSON.parse(policy).Statement[0].Condition).toEqual({
    StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
  });
});

describe('the role of a creation template', () => {
  test('is left out when the template has no KMS encryption and no tags', () => {
    const registry = registryOf();
    registry.addCreateOnPush('Teams', { prefix: 'team', settings: AES256 });
    const properties = single(registry);
    expect(properties).not.toHaveProperty('CustomRoleArn');
    expect(properties).not.toHaveProperty('EncryptionConfiguration');
    Template.fromStack(Stack.of(registry)).resourceCountIs('AWS::IAM::Role', 0);
  });

  test('has no permission on a key when the template has tags but no KMS encryption', () => {
    const registry = registryOf();
    registry.addCreateOnPush('Teams', { prefix: 'team', settings: { ...AES256, tags: { team: 'web' } } });
    expect(single(registry)).toHaveProperty('CustomRoleArn');
    expect(statementsOf(registry)).toHaveLength(1);
  });

  test.each([true, false])('is created for tags that aspects add (aspect stabilization: %s)', (stabilized) => {
    const render = (settings: RepositorySettings) => {
      const app = new App({ context: { '@aws-cdk/core:aspectStabilization': stabilized } });
      const registry = registryOf(ENV.region, app);
      registry.addCreateOnPush('Teams', { prefix: 'team', settings });
      Tags.of(Stack.of(registry)).add('team', 'web');
      return Template.fromStack(Stack.of(registry));
    };
    const template = render(AES256);
    expect(template.toJSON()).toEqual(render({ ...AES256, tags: { team: 'web' } }).toJSON());
    template.hasResourceProperties('AWS::IAM::Role', { Tags: [{ Key: 'team', Value: 'web' }] });
  });

  test('may use the AWS-managed key by its alias', () => {
    const registry = registryOf();
    registry.addCreateOnPush('Teams', { prefix: 'team', settings: AWS_MANAGED });
    expect(single(registry).EncryptionConfiguration).toEqual({ EncryptionType: 'KMS' });
    const [, key] = statementsOf(registry);
    expect(key).toMatchObject({
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/aws/ecr' } },
    });
    expect(flat(key.Resource)).toBe('arn:<AWS::Partition>:kms:eu-west-1:111122223333:key/*');
  });

  test('covers all repositories when the prefix is ROOT', () => {
    const registry = registryOf();
    registry.addCreateOnPush('All', { prefix: 'ROOT' });
    expect(single(registry).Prefix).toBe('ROOT');
    expect(flat(statementsOf(registry)[0].Resource)).toBe(
      'arn:<AWS::Partition>:ecr:eu-west-1:111122223333:repository/*',
    );
  });

  test('fails when an aspect gives the role a path', () => {
    const registry = registryOf();
    registry.addCreateOnPush('Teams', { prefix: 'team' });
    Aspects.of(registry).add(new Paths());
    expect(() => Template.fromStack(Stack.of(registry))).toThrow(
      'Registry at Stack/Registry/Templates/team/Role: path is "/service/" but must be left out, because a creation ' +
        'template takes no role with a path; exempt this role from the aspect or setting that sets its path',
    );
  });

  test('is returned to the construct that requires the template', () => {
    const registry = registryOf();
    const request = { prefix: 'team', appliedFor: 'REPLICATION', contributor: 'test' } as const;
    expect(registry._templates.require({ ...request, settings: {} }).role).toBeInstanceOf(iam.Role);
    expect(registry._templates.require({ ...request, prefix: 'other', settings: AES256 }).role).toBeUndefined();
  });

  test.each([
    ['with an environment', ENV],
    ['without an environment', undefined],
  ])('has no finding of cdk-nag in a stack %s', (_, env) => {
    const app = new App();
    const registry = new Registry(new Stack(app, 'Stack', { env }), 'Registry');
    registry.addCreateOnPush('Teams', { prefix: 'team/' });
    registry.addCreateOnPush('Managed', { prefix: 'managed', settings: AWS_MANAGED });
    app.synth();
    const packs = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks];
    for (const Pack of packs) expect(new Pack(app, { verbose: true }).validateScope(app).violations).toEqual([]);
  });
});

class Paths implements IAspect {
  public visit(node: unknown): void {
    if (node instanceof iam.CfnRole) node.path = '/service/';
  }
}

describe('the tags of a creation template', () => {
  test('are those of its settings, overridden by those of its scope', () => {
    const registry = registryOf();
    registry.addCreateOnPush('Teams', { prefix: 'team', settings: { tags: { team: 'web', cost: '42' } } });
    Tags.of(Stack.of(registry)).add('team', 'platform');
    Tags.of(registry).add('stage', 'prod');
    expect(single(registry).ResourceTags).toEqual([
      { Key: 'cost', Value: '42' },
      { Key: 'stage', Value: 'prod' },
      { Key: 'team', Value: 'platform' },
    ]);
  });

  test('follow resource types, removals and priorities of the tags of its scope', () => {
    const registry = registryOf();
    registry.addCreateOnPush('Teams', { prefix: 'team' });
    const tags = Tags.of(Stack.of(registry));
    tags.add('only-roles', 'x', { includeResourceTypes: ['AWS::IAM::Role'] });
    tags.add('templates', 'x', { includeResourceTypes: ['AWS::ECR::RepositoryCreationTemplate'] });
    tags.add('not-templates', 'x', { excludeResourceTypes: ['AWS::ECR::RepositoryCreationTemplate'] });
    tags.add('gone', 'x');
    Tags.of(registry).remove('gone');
    tags.add('first', 'low', { priority: 90 });
    tags.add('first', 'high', { priority: 300 });
    expect(single(registry).ResourceTags).toEqual([
      { Key: 'first', Value: 'high' },
      { Key: 'templates', Value: 'x' },
    ]);
  });

  test('fails when the settings have 51 tags', () => {
    const tags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key-${index}`, 'x']));
    expect(() => registryOf().addCreateOnPush('Teams', { prefix: 'team', settings: { tags } })).toThrow(
      'Registry at Stack/Registry: number of tags is 51 but must be at most 50; ' +
        'remove tags here or from an enclosing scope',
    );
  });

  test('fails when the tags of the settings and of the scope are 51 together', () => {
    const registry = registryOf();
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key-${index}`, 'x']));
    registry.addCreateOnPush('Teams', { prefix: 'team', settings: { tags } });
    Tags.of(Stack.of(registry)).add('one-more', 'x', {
      includeResourceTypes: ['AWS::ECR::RepositoryCreationTemplate'],
    });
    expect(() => Template.fromStack(Stack.of(registry))).toThrow(
      'Registry at Stack/Registry/Templates/team: number of tags is 51 but must be at most 50; ' +
        'remove tags here or from an enclosing scope',
    );
  });
});

describe('creation templates with the same prefix', () => {
  const FEATURES = ['CREATE_ON_PUSH', 'PULL_THROUGH_CACHE', 'REPLICATION'] as const;

  test('become one template for all their features when their settings are equal', () => {
    const registry = registryOf();
    const settings = () => ({
      tagMutability: ImageTagMutability.mutable({ exceptTags: ['v*', 'r*'] }),
      access: [RepositoryAccess.pullFromAccounts(['444455556666', '777788889999'])],
      tags: { a: '1', b: '2' },
    });
    registry._templates.require({
      prefix: 'team',
      appliedFor: 'REPLICATION',
      settings: settings(),
      contributor: 'one',
    });
    registry.addCreateOnPush('Two', {
      prefix: 'team/',
      settings: {
        ...settings(),
        tagMutability: ImageTagMutability.mutable({ exceptTags: ['r*', 'v*'] }),
        access: ['777788889999', '444455556666'].map((account) => RepositoryAccess.pullFromAccounts([account])),
        tags: { b: '2', a: '1' },
      },
    });
    expect(single(registry).AppliedFor).toEqual(['CREATE_ON_PUSH', 'REPLICATION']);
  });

  test('become one template when they name one key by its L2 and its L1', () => {
    const registry = registryOf();
    const key = new kms.Key(Stack.of(registry), 'Key');
    const given = [key, key.node.defaultChild as kms.CfnKey].map(RepositoryEncryption.customerManaged);
    given.forEach((encryption, index) =>
      registry.addCreateOnPush(`${index}`, { prefix: 'team', settings: { encryption } }),
    );
    expect(propertiesOf(registry)).toHaveLength(1);
  });

  test('fails when only the second one uses the key of the stack, and creates no key', () => {
    const registry = registryOf();
    registry.addCreateOnPush('One', { prefix: 'team', settings: AES256 });
    expect(() => registry.addCreateOnPush('Two', { prefix: 'team' })).toThrow('but encryption differ;');
    expect(
      Stack.of(registry)
        .node.findAll()
        .filter((construct) => construct instanceof kms.CfnKey),
    ).toEqual([]);
  });

  test('fails when their keys are in two stacks, even under the same logical ID', () => {
    const app = new App();
    const registry = registryOf(ENV.region, app);
    const add = (name: string) => {
      const key = new RepositoryKey(new Stack(app, name, { env: ENV }), 'Key');
      registry.addCreateOnPush(name, {
        prefix: 'team',
        settings: { encryption: RepositoryEncryption.customerManaged(key) },
      });
    };
    add('One');
    expect(() => add('Two')).toThrow('but encryption differ');
  });

  test('fails when their settings differ, with an error that names both templates and the settings', () => {
    const registry = registryOf();
    registry._templates.require({
      prefix: 'team',
      appliedFor: 'PULL_THROUGH_CACHE',
      settings: { tagMutability: ImageTagMutability.mutable() },
      contributor: 'Stack/Registry/Cache',
    });
    expect(() => registry.addCreateOnPush('Teams', { prefix: 'team/', settings: { tags: { team: 'web' } } })).toThrow(
      'Registry at Stack/Registry: prefix for create-on-push Teams is "team" but must have the settings that ' +
        'Stack/Registry/Cache gives it, but tagMutability, tags differ; ' +
        'give both the same settings, or one of them another prefix',
    );
  });

  test.each<[string, RepositorySettings]>([
    ['encryption', AES256],
    ['tagMutability', { tagMutability: ImageTagMutability.mutable() }],
    ['lifecycle', { lifecycle: LifecyclePolicy.none() }],
    ['access', { access: [RepositoryAccess.pullFromAccounts(['444455556666'])] }],
    ['tags', { tags: { team: 'web' } }],
  ])('fails when only the setting %s differs', (property, settings) => {
    const registry = registryOf();
    registry.addCreateOnPush('One', { prefix: 'team' });
    expect(() => registry.addCreateOnPush('Two', { prefix: 'team', settings })).toThrow(`but ${property} differ;`);
  });

  test('have a logical ID that depends only on the prefix and is unique to it', () => {
    const prefixes = ['a/b', 'a-b', 'a--b', 'a.b', 'a_b', 'ab', 'root', 'ROOT', 'default', 'resource'];
    const idsOf = (names: string[], feature: TemplateRequest['appliedFor']) => {
      const registry = registryOf();
      for (const prefix of names) {
        registry._templates.require({ prefix, appliedFor: feature, settings: {}, contributor: feature });
      }
      const templates = Template.fromStack(Stack.of(registry)).findResources('AWS::ECR::RepositoryCreationTemplate');
      return Object.fromEntries(Object.entries(templates).map(([id, { Properties }]) => [Properties.Prefix, id]));
    };
    const ids = idsOf(prefixes, 'REPLICATION');
    expect(new Set(Object.values(ids)).size).toBe(prefixes.length);
    expect(idsOf([...prefixes].reverse(), 'CREATE_ON_PUSH')).toEqual(ids);
    expect(idsOf(['a/b/'], 'CREATE_ON_PUSH')).toEqual({ 'a/b': ids['a/b'] });
  });

  test('render the same in any order of the contributions', () => {
    const settingsOf = (prefix: string): RepositorySettings => (prefix === 'b' ? AES256 : { tags: { prefix } });
    const contributions = ['a', 'b', 'a/b'].flatMap((prefix) => FEATURES.map((feature) => ({ prefix, feature })));
    const render = (order: typeof contributions) => {
      const registry = registryOf();
      for (const { prefix, feature } of order) {
        registry._templates.require({
          prefix,
          appliedFor: feature,
          settings: settingsOf(prefix),
          contributor: feature,
        });
      }
      return Template.fromStack(Stack.of(registry)).toJSON();
    };
    const expected = render(contributions);
    fc.assert(
      fc.property(fc.shuffledSubarray(contributions, { minLength: contributions.length }), (order) =>
        expect(render(order)).toEqual(expected),
      ),
      { numRuns: 15 },
    );
  });
});

describe('access that is added to a creation template', () => {
  test('is in the repository policy, which is the same in any order of the additions', () => {
    const render = (...accounts: string[]) => {
      const registry = registryOf();
      const settings = { access: [RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5')] };
      const request = { prefix: 'team', appliedFor: 'PULL_THROUGH_CACHE', settings, contributor: 'test' } as const;
      for (const account of accounts) {
        registry._templates.require(request).admit([RepositoryAccess.pullFromAccounts([account])]);
      }
      return flat(single(registry).RepositoryPolicy);
    };
    expect(JSON.parse(render('444455556666', '777788889999')).Statement).toHaveLength(2);
    expect(render('444455556666', '777788889999')).toBe(render('777788889999', '444455556666'));
  });

  test('fails when the repository policy is longer than 10,240 characters', () => {
    const registry = registryOf();
    const accounts = Array.from({ length: 320 }, (_, index) => `${444455550000 + index}`);
    expect(() =>
      registry.addCreateOnPush('Teams', {
        prefix: 'team',
        settings: { access: [RepositoryAccess.pullFromAccounts(accounts)] },
      }),
    ).toThrow(
      /^Registry at Stack\/Registry: length of the repository policy for the prefix team is 1\d{4} but must be at most 10240 characters; name an organization instead of its accounts$/,
    );
  });

  test('may fill the repository policy up to 10,240 characters', () => {
    const registry = registryOf();
    const accounts = Array.from({ length: 300 }, (_, index) => `${444455550000 + index}`);
    const settings = { access: [RepositoryAccess.pullFromAccounts(accounts)] };
    registry.addCreateOnPush('Teams', { prefix: 'team', settings });
    const { length } = flat(single(registry).RepositoryPolicy).replaceAll('<AWS::Partition>', 'aws');
    expect(length).toBeGreaterThan(9_000);
    expect(length).toBeLessThanOrEqual(10_240);
  });

  test('fails when the stage is already synthesized', () => {
    const app = new App();
    const stage = new Stage(app, 'Prod');
    const registry = new Registry(new Stack(stage, 'Stack', { env: ENV }), 'Registry');
    const request = { prefix: 'team', appliedFor: 'PULL_THROUGH_CACHE', settings: {}, contributor: 'test' } as const;
    const template = registry._templates.require(request);
    stage.synth();
    expect(() => template.admit([RepositoryAccess.pullFromAccounts(['444455556666'])])).toThrow(
      'Registry at Prod/Stack/Registry: contribution is "access to the repositories under team" but must come before ' +
        'its stage Prod is synthesized',
    );
    expect(() => registry.addCreateOnPush('Late', { prefix: 'late' })).toThrow(
      'Registry at Prod/Stack/Registry: contribution is "creation template late for create-on-push Late" but must come ' +
        'before its stage Prod is synthesized',
    );
  });
});

describe('the key of a creation template', () => {
  test('fails when the key is in another region', () => {
    const registry = registryOf();
    const settings = withKey(registry, 'Foreign', KEY_ARN.replace('eu-west-1', 'us-east-1'));
    expect(() => registry.addCreateOnPush('Teams', { prefix: 'team', settings })).toThrow(
      'RepositoryEncryption at Stack/Registry: key is "Stack/Registry/Foreign" but must be a key of the ' +
        "repository's region eu-west-1, not of us-east-1; create a RepositoryKey in a stack of eu-west-1",
    );
  });

  test('fails when the key is a kms.Alias', () => {
    const registry = registryOf();
    const alias = new kms.Alias(registry, 'Alias', {
      aliasName: 'alias/images',
      targetKey: kms.Key.fromKeyArn(registry, 'Target', KEY_ARN),
    });
    const settings = { encryption: RepositoryEncryption.customerManaged(alias) };
    expect(() => registry.addCreateOnPush('Teams', { prefix: 'team', settings })).toThrow(
      'Registry at Stack/Registry: encryption of a creation template is ' +
        '"arn:<AWS::Partition>:kms:eu-west-1:111122223333:alias/images" but must name its key by the full ARN of the key, ' +
        'not by an alias or id; import the key with kms.Key.fromKeyArn',
    );
  });

  test.each(['alias/images', '1234abcd-12ab-34cd-56ef-1234567890ab', KEY_ARN.replace('key/', 'alias/')])(
    'fails when the key is named by %s',
    (keyArn) => {
      const registry = registryOf();
      const { node, stack, env } = kms.Key.fromKeyArn(registry, 'Key', KEY_ARN);
      const ref = { node, stack, env, keyRef: { keyArn, keyId: 'x' } } as unknown as kms.IKeyRef;
      const settings = { encryption: RepositoryEncryption.customerManaged(ref) };
      expect(() => registry.addCreateOnPush('Teams', { prefix: 'team', settings })).toThrow(
        `Registry at Stack/Registry: encryption of a creation template is "${keyArn}" but must name its key`,
      );
    },
  );
});

describe('the prefix of a creation template', () => {
  test.each([
    ['team.', 'namespaces like "team" or "team/project/", or "ROOT"'],
    ['', 'namespaces like "team" or "team/project/", or "ROOT"'],
    ['team/*', 'namespaces like "team" or "team/project/", or "ROOT"'],
    ['a'.repeat(257), '1 to 256 characters, not 257'],
  ])('fails when the prefix is "%s"', (prefix, must) => {
    const registry = registryOf();
    expect(() => registry.addCreateOnPush('Teams', { prefix })).toThrow(
      new RegExp(`^Registry at Stack/Registry: prefix for create-on-push Teams is .* but must be ${must}; `),
    );
  });

  test('fails when the prefix has double separators where the schema is the older one', () => {
    expect(() => registryOf('me-central-1').addCreateOnPush('Teams', { prefix: 'a--b' })).toThrow(
      'Registry at Stack/Registry: prefix for create-on-push Teams is "a--b" but must have single separators only in ' +
        'me-central-1, whose schema is the older one; replace each run of separators by one',
    );
  });
});

describe('Registry.addCreateOnPush with the prefix ROOT', () => {
  test('warns when the registry policy does not limit who may create repositories', () => {
    const registry = registryOf();
    registry.addCreateOnPush('All', { prefix: 'ROOT' });
    expect(warningsOf(Stack.of(registry))).toEqual([
      "create-on-push All: a principal that may create repositories creates one of any name with a push; limit in the registry's " +
        'policy who may, or give a prefix [ack: cdk-ecr::rootCreateOnPush]',
    ]);
  });

  test('does not warn when the registry policy limits it, and replication to ROOT never warns', () => {
    const registry = registryOf();
    registry.addCreateOnPush('All', { prefix: 'ROOT' });
    registry.addToPolicy(
      RegistryPolicyStatement.allowCreateOnPush({
        principals: [new iam.ArnPrincipal('arn:aws:iam::111122223333:role/platform')],
        repositoryPrefixes: ['ROOT'],
      }),
    );
    expect(warningsOf(Stack.of(registry))).toEqual([]);

    const replica = registryOf();
    replica._templates.require({ prefix: 'ROOT', appliedFor: 'REPLICATION', settings: {}, contributor: 'test' });
    expect(warningsOf(Stack.of(replica))).toEqual([]);
  });
});

test('a registry without contributions renders no resource', () => {
  const registry = registryOf();
  expect(Stack.of(registry).node.findAll().filter(CfnResource.isCfnResource)).toEqual([]);
});
