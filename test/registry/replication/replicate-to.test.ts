import { App, Duration, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as fc from 'fast-check';
import { RepositoryAccess } from '../../../src/access/repository-access';
import { RegistryScanning } from '../../../src/facades/registry-scanning';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../src/lifecycle/tag-selection';
import { Registry } from '../../../src/registry/registry';
import type { RegistryProps } from '../../../src/registry/registry';
import { ImageTagMutability } from '../../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../../src/repository/private-repository';
import { RepositoryEncryption } from '../../../src/repository/repository-encryption';
import { RepositoryKey } from '../../../src/repository/repository-key';
import type { RepositorySettings } from '../../../src/repository/repository-settings';
import { outside } from '../../support/outside';
import { warningsOf } from '../../support/warnings';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';

let app: App;
beforeEach(() => {
  app = new App();
});

function registryIn(region: string, account = ACCOUNT, props: RegistryProps = {}): Registry {
  return new Registry(
    new Stack(app, `S${account}-${region}`, { env: { account, region }, terminationProtection: true }),
    'Registry',
    props,
  );
}

function templateOf(registry: Registry): Template {
  return Template.fromStack(Stack.of(registry));
}

function rulesOf(registry: Registry) {
  const [resource] = Object.values(templateOf(registry).findResources('AWS::ECR::ReplicationConfiguration'));
  return resource.Properties.ReplicationConfiguration.Rules;
}

function creationTemplatesOf(registry: Registry) {
  return Object.values(templateOf(registry).findResources('AWS::ECR::RepositoryCreationTemplate')).map(
    ({ Properties }) => Properties,
  );
}

function policyOf(registry: Registry) {
  const [policy] = Object.values(templateOf(registry).findResources('AWS::ECR::RegistryPolicy'));
  return policy?.Properties.PolicyText.Statement;
}

describe('Registry.replicateTo', () => {
  test('adds a rule to the source, and a template but no policy to a destination in the same account', () => {
    const [source, destination] = [registryIn('eu-west-1'), registryIn('eu-central-1')];
    source.replicateTo(destination, { repositoryPrefixes: ['prod/'] });
    expect(rulesOf(source)).toEqual([
      {
        Destinations: [{ Region: 'eu-central-1', RegistryId: ACCOUNT }],
        RepositoryFilters: [{ Filter: 'prod/', FilterType: 'PREFIX_MATCH' }],
      },
    ]);
    expect(policyOf(destination)).toBeUndefined();
    expect(creationTemplatesOf(destination)).toEqual([
      expect.objectContaining({
        Prefix: 'prod',
        AppliedFor: ['REPLICATION'],
        CustomRoleArn: expect.anything(),
        EncryptionConfiguration: {
          EncryptionType: 'KMS',
          KmsKey: { 'Fn::GetAtt': [expect.stringMatching(/^EcrRepositoryKey/), 'Arn'] },
        },
      }),
    ]);
  });

  test('adds a policy statement for the prefixes to a destination in another account', () => {
    const [source, destination] = [registryIn('eu-west-1'), registryIn('eu-west-1', OTHER)];
    source.replicateTo(destination, { repositoryPrefixes: ['prod/'] });
    expect(policyOf(destination)).toEqual([
      expect.objectContaining({
        Effect: 'Allow',
        Action: ['ecr:CreateRepository', 'ecr:ReplicateImage'],
        Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:root`]] } },
        Resource: {
          'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ecr:eu-west-1:${OTHER}:repository/prod/*`]],
        },
      }),
    ]);
  });

  test('lets the source account tag repositories when the template has tags', () => {
    const [source, destination] = [registryIn('eu-west-1'), registryIn('eu-west-1', OTHER)];
    source.replicateTo(destination, { repositoryPrefixes: ['prod/'], settings: { tags: { team: 'a' } } });
    expect(policyOf(destination)[0].Action).toContain('ecr:TagResource');
    expect(creationTemplatesOf(destination)[0].ResourceTags).toEqual([{ Key: 'team', Value: 'a' }]);
  });

  test('replicates all repositories through the template ROOT', () => {
    const [source, destination] = [registryIn('eu-west-1'), registryIn('eu-west-1', OTHER)];
    source.replicateTo(destination, { rootTemplate: true });
    expect(rulesOf(source)).toEqual([{ Destinations: [{ Region: 'eu-west-1', RegistryId: OTHER }] }]);
    expect(creationTemplatesOf(destination)).toEqual([expect.objectContaining({ Prefix: 'ROOT' })]);
  });

  test('accepts replication in both directions between two registries', () => {
    const [one, other] = [registryIn('eu-west-1'), registryIn('eu-central-1')];
    one.replicateTo(other, { repositoryPrefixes: ['prod/'] });
    other.replicateTo(one, { repositoryPrefixes: ['prod/'] });
    expect(rulesOf(one)).toHaveLength(1);
    expect(rulesOf(other)).toHaveLength(1);
    expect(warningsOf(Stack.of(one))).toEqual([]);
  });

  test('lists the destination in replicas and the source in sources', () => {
    const [source, destination] = [registryIn('eu-west-1'), registryIn('eu-central-1')];
    source.replicateTo(destination, { repositoryPrefixes: ['prod/', 'base/'] });
    const repositoryPrefixes = ['base/', 'prod/'];
    expect(source.replicas).toEqual([{ account: ACCOUNT, region: 'eu-central-1', repositoryPrefixes }]);
    expect(destination.sources).toEqual([{ account: ACCOUNT, region: 'eu-west-1', repositoryPrefixes }]);
    expect(source.importMapping).toMatchObject({
      [Object.keys(source.importMapping)[0]]: { RegistryId: ACCOUNT },
    });
  });
});

test('backfillCommand starts a run from the source to the destination', () => {
  const source = registryIn('eu-west-1');
  const replication = source.replicateTo(registryIn('us-east-1', OTHER), { repositoryPrefixes: ['prod/'] });
  expect(replication.backfillCommand).toBe(
    'aws ecr start-replication-backfill --region eu-west-1 --registry-id 111122223333 ' +
      '--destination region=us-east-1,registryId=444455556666',
  );
});

describe('deleteReplication', () => {
  test('has one note, because the schema of older releases of aws-cdk-lib does not have it', () => {
    const source = registryIn('eu-west-1');
    for (const prefix of ['dev/', 'ci/']) {
      source.replicateTo(registryIn(prefix === 'dev/' ? 'us-east-1' : 'us-east-2'), {
        repositoryPrefixes: [prefix],
        deleteReplication: true,
      });
    }
    const notes = Annotations.fromStack(Stack.of(source)).findInfo('*', Match.anyValue());
    expect(notes.map(({ entry }) => entry.data)).toEqual([
      'DeleteReplication is newer than the schema in aws-cdk-lib before 2.278, whose validation may report ' +
        'CloudFormation-Validate::F3002; CloudFormation accepts it [ack: cdk-ecr:newerSchema]',
    ]);
  });

  const Destinations = [{ Region: 'eu-central-1', RegistryId: ACCOUNT }];
  const filters = (...prefixes: string[]) => prefixes.map((Filter) => ({ Filter, FilterType: 'PREFIX_MATCH' }));

  test('is in the rule of its prefixes only, whatever the order of the calls', () => {
    for (const reverse of [false, true]) {
      app = new App();
      const [source, destination] = [registryIn('eu-west-1'), registryIn('eu-central-1')];
      const calls = [
        { repositoryPrefixes: ['prod/'] },
        { repositoryPrefixes: ['dev/', 'ci/'], deleteReplication: true },
        { repositoryPrefixes: ['base/'], deleteReplication: false },
      ];
      for (const options of reverse ? calls.reverse() : calls) source.replicateTo(destination, options);
      expect(rulesOf(source)).toEqual([
        { Destinations, RepositoryFilters: filters('base/', 'prod/') },
        { Destinations, RepositoryFilters: filters('ci/', 'dev/'), DeleteReplication: { Enabled: true } },
      ]);
    }
  });

  test('is in the rule for all repositories', () => {
    const [source, destination] = [registryIn('eu-west-1'), registryIn('eu-central-1')];
    source.replicateTo(destination, { rootTemplate: true, deleteReplication: true });
    expect(rulesOf(source)).toEqual([{ Destinations, DeleteReplication: { Enabled: true } }]);
  });

  test('changes nothing for the owner of a destination outside the app', () => {
    const dataWith = (deleteReplication: boolean) => {
      app = new App();
      const source = registryIn('eu-west-1');
      const destination = outside(Stack.of(source), { account: OTHER, region: 'eu-west-1' });
      const replication = source.replicateTo(destination, { repositoryPrefixes: ['prod/'], deleteReplication });
      return [replication.destinationPolicyStatement, replication.destinationTemplates];
    };
    expect(dataWith(true)).toEqual(dataWith(false));
  });

  test.each([
    ['prod/', 'prod/', '"prod/" has deleteReplication, and "prod/" does not'],
    ['prod/', 'prod/api/', '"prod/" has deleteReplication, and "prod/api/" does not'],
    ['prod/api/', 'prod/', '"prod/api/" has deleteReplication, and "prod/" does not'],
    ['prod/', undefined, '"prod/" has deleteReplication, and the replication of all repositories does not'],
  ])('fails when %s goes to a destination with it and %s without', (mirror, backup, clash) => {
    const calls = [
      { deleteReplication: true, repositoryPrefixes: [mirror] },
      { repositoryPrefixes: backup === undefined ? undefined : [backup], rootTemplate: true },
    ];
    for (const [first, second] of [calls, [...calls].reverse()]) {
      app = new App();
      const [source, destination] = [registryIn('eu-west-1'), registryIn('eu-central-1')];
      source.replicateTo(destination, first);
      expect(() => source.replicateTo(destination, second)).toThrow(
        `Registry.replicateTo at S111122223333-eu-west-1/Registry: deleteReplication is ${second === calls[0]} but must be ` +
          'the same for overlapping prefixes to 111122223333/eu-central-1, because Amazon ECR does not document which rule ' +
          `applies: ${clash}; give both calls the same deleteReplication, or prefixes that do not overlap`,
      );
    }
  });

  test('may differ between destinations of one prefix', () => {
    const [source, mirror, backup] = ['eu-west-1', 'eu-central-1', 'us-east-1'].map((region) => registryIn(region));
    source.replicateTo(mirror, { repositoryPrefixes: ['prod/'], deleteReplication: true });
    source.replicateTo(backup, { repositoryPrefixes: ['prod/'] });
    expect(rulesOf(source)).toEqual([
      { Destinations: [{ Region: 'us-east-1', RegistryId: ACCOUNT }], RepositoryFilters: filters('prod/') },
      { Destinations, RepositoryFilters: filters('prod/'), DeleteReplication: { Enabled: true } },
    ]);
  });
});

describe('the settings of replicas', () => {
  const baseline: RepositorySettings = {
    tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest'] }),
    lifecycle: LifecyclePolicy.of(LifecycleRule.expireUntagged(Duration.days(7))),
    access: [RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5')],
    tags: { team: 'a' },
  };

  function replicate(settings: RepositorySettings | undefined, declare: (stack: Stack) => void) {
    const [source, destination] = [registryIn('eu-west-1'), registryIn('eu-central-1')];
    source.replicateTo(destination, { repositoryPrefixes: ['prod/'], settings });
    // After the call, because the defaults must not depend on the order.
    declare(Stack.of(source));
    return creationTemplatesOf(destination)[0];
  }

  test('are the settings that all source repositories share', () => {
    const template = replicate(undefined, (stack) => {
      new PrivateRepository(stack, 'Api', { repositoryName: 'prod/api', ...baseline });
      new PrivateRepository(stack, 'Web', { repositoryName: 'prod/web', ...baseline });
      new PrivateRepository(stack, 'Dev', { repositoryName: 'dev/web' });
    });
    expect(template).toMatchObject({
      ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      ImageTagMutabilityExclusionFilters: [{ ImageTagMutabilityExclusionFilterValue: 'latest' }],
      LifecyclePolicy: baseline.lifecycle!.toJson(),
      ResourceTags: [{ Key: 'team', Value: 'a' }],
    });
    expect(JSON.stringify(template.RepositoryPolicy)).toContain('o-a1b2c3d4e5');
  });

  test('are the defaults with mutable tags when the app has no source repository', () => {
    const template = replicate(undefined, () => {});
    expect(template).toMatchObject({
      ImageTagMutability: 'MUTABLE',
      LifecyclePolicy: LifecyclePolicy.keepAll().toJson(),
    });
  });

  test('are the settings that are given to replicateTo', () => {
    const template = replicate(baseline, () => {});
    expect(template.LifecyclePolicy).toBe(baseline.lifecycle!.toJson());
  });

  test('use a key of the destination when the given key is in the region of the source', () => {
    const key = new RepositoryKey(new Stack(app, 'Keys', { env: { account: ACCOUNT, region: 'eu-west-1' } }), 'Key');
    const template = replicate({ encryption: RepositoryEncryption.customerManaged(key) }, () => {});
    expect(template.EncryptionConfiguration.KmsKey).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^EcrRepositoryKey/), 'Arn'],
    });
  });

  test('keep a given key that is in the region of the destination', () => {
    const key = new RepositoryKey(new Stack(app, 'Keys', { env: { account: ACCOUNT, region: 'eu-central-1' } }), 'Key');
    const template = replicate({ encryption: RepositoryEncryption.customerManaged(key) }, () => {});
    expect(template.EncryptionConfiguration.KmsKey).toEqual({ 'Fn::ImportValue': expect.stringContaining('Key') });
  });

  test('fails when the source repositories differ and no settings are given, and names the differences', () => {
    expect(() =>
      replicate(undefined, (stack) => {
        new PrivateRepository(stack, 'Api', { repositoryName: 'prod/api', ...baseline });
        new PrivateRepository(stack, 'Web', { repositoryName: 'prod/web' });
        new ecr.CfnRepository(stack, 'Raw', { repositoryName: 'prod/raw' });
      }),
    ).toThrow(
      'Registry.replicateTo at S111122223333-eu-west-1/Registry: settings is undefined but must be given where the ' +
        'repositories under prod/ do not look alike: S111122223333-eu-west-1/Web has another tagMutability, lifecycle, ' +
        'access, tags than S111122223333-eu-west-1/Api; S111122223333-eu-west-1/Raw is not a PrivateRepository; say in ' +
        '`settings` how replicas must look',
    );
  });

  test('fails when two source registries give one prefix different settings', () => {
    const destination = registryIn('eu-central-1');
    registryIn('eu-west-1').replicateTo(destination, { repositoryPrefixes: ['prod/'], settings: baseline });
    const other = registryIn('us-east-1');
    expect(() => other.replicateTo(destination, { repositoryPrefixes: ['prod/'], settings: {} })).toThrow(
      'Registry at S111122223333-eu-central-1/Registry: prefix for replication from 111122223333/us-east-1 is "prod" but ' +
        'must have the settings that replication from 111122223333/eu-west-1 gives it, but tagMutability, lifecycle, ' +
        'access, tags differ; give both the same settings, or one of them another prefix',
    );
  });
});

describe('the order of replicateTo calls', () => {
  test('does not change any template', () => {
    const calls: [string, string, string[]][] = [
      ['eu-west-1', 'eu-central-1', ['prod/', 'base/']],
      ['eu-west-1', 'us-east-1', ['prod/']],
      ['eu-west-1', 'us-east-1', ['prod/api/']],
      ['us-east-1', 'eu-central-1', ['other/']],
      ['eu-central-1', 'eu-west-1', ['back/']],
    ];
    const render = (order: typeof calls) => {
      app = new App();
      const registries = new Map(
        ['eu-west-1', 'eu-central-1', 'us-east-1'].map((region, i) => [
          region,
          registryIn(region, i === 2 ? OTHER : ACCOUNT),
        ]),
      );
      for (const [from, to, repositoryPrefixes] of order) {
        registries.get(from)!.replicateTo(registries.get(to)!, { repositoryPrefixes });
      }
      return [...registries.values()].map((registry) => templateOf(registry).toJSON());
    };
    const expected = render(calls);
    fc.assert(
      fc.property(fc.shuffledSubarray(calls, { minLength: calls.length }), (order) => {
        expect(render(order)).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });
});

describe('replication with a registry outside the app', () => {
  test('returns the policy statement and the templates that the destination needs', () => {
    const source = registryIn('eu-west-1');
    const replication = source.replicateTo(outside(source, { account: OTHER, region: 'us-east-1' }), {
      repositoryPrefixes: ['prod/'],
      settings: { tags: { team: 'a' } },
    });
    expect(JSON.parse(replication.destinationPolicyStatement!)).toMatchObject({
      Action: ['ecr:CreateRepository', 'ecr:ReplicateImage', 'ecr:TagResource'],
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Resource: `arn:aws:ecr:us-east-1:${OTHER}:repository/prod/*`,
    });
    expect(replication.destinationTemplates.map((template) => JSON.parse(template))).toEqual([
      expect.objectContaining({
        prefix: 'prod/',
        appliedFor: ['REPLICATION'],
        imageTagMutability: 'IMMUTABLE',
        resourceTags: [{ Key: 'team', Value: 'a' }],
      }),
    ]);
  });

  test('writes what the destination needs to a stack output', () => {
    const source = registryIn('eu-west-1');
    source
      .replicateTo(outside(source, { account: OTHER, region: 'us-east-1' }), {
        repositoryPrefixes: ['prod/'],
      })
      .output('ForTheOwner');
    const [{ Value: value }] = Object.values(templateOf(source).findOutputs('*'));
    expect(JSON.parse(value)).toMatchObject({
      registryPolicyStatement: { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } },
      creationTemplates: [{ prefix: 'prod/' }],
    });
  });

  test('treats an imported registry as one outside the app', () => {
    const source = registryIn('eu-west-1');
    const imported = Registry.fromRegistryAttributes(Stack.of(source), 'Other', { region: 'eu-central-1' });
    const replication = source.replicateTo(imported, { repositoryPrefixes: ['prod/'] });
    expect(replication.destinationPolicyStatement).toBeUndefined();
    expect(rulesOf(source)[0].Destinations).toEqual([{ Region: 'eu-central-1', RegistryId: ACCOUNT }]);
  });

  test('configures a registry of the app when the destination is named by its environment', () => {
    const [source, destination] = [registryIn('eu-west-1'), registryIn('us-east-1', OTHER)];
    source.replicateTo(outside(source, { account: OTHER, region: 'us-east-1' }), {
      repositoryPrefixes: ['prod/'],
    });
    expect(creationTemplatesOf(destination)).toHaveLength(1);
  });

  test('adds a policy statement and a template for a source outside the app', () => {
    const destination = registryIn('eu-west-1');
    destination.acceptReplicationFrom({ account: OTHER, repositoryPrefixes: ['prod/'] });
    expect(policyOf(destination)).toHaveLength(1);
    expect(creationTemplatesOf(destination)).toEqual([
      expect.objectContaining({ Prefix: 'prod', ImageTagMutability: 'MUTABLE' }),
    ]);
    expect(destination.sources).toEqual([{ account: OTHER, repositoryPrefixes: ['prod/'] }]);
  });
});

describe('Registry.replicateTo with wrong input', () => {
  const prod = { repositoryPrefixes: ['prod/'] };

  test('fails when the destination is the source', () => {
    const source = registryIn('eu-west-1');
    expect(() => source.replicateTo(source, prod)).toThrow(
      'Registry.replicateTo at S111122223333-eu-west-1/Registry: destination is "111122223333/eu-west-1" but must be ' +
        'another account or region than the source; replicate to a registry of another region or account',
    );
  });

  test('fails when the destination is in another partition', () => {
    const source = registryIn('eu-west-1');
    expect(() => source.replicateTo(registryIn('cn-north-1'), prod)).toThrow(
      'Registry.replicateTo at S111122223333-eu-west-1/Registry: destination is "cn-north-1" but must be in the source\'s ' +
        'partition aws; declare a registry in the other partition that gets its images by a push',
    );
  });

  test('fails when the source or the destination has no known environment', () => {
    const open = new Registry(new Stack(app, 'Open', { env: { region: 'us-east-1' } }), 'Registry');
    expect(() => registryIn('eu-west-1').replicateTo(open, prod)).toThrow(
      /environment of the destination is ".*" but must be known at synthesis, because the other side is configured with it; give its stack an `env` with account and region/,
    );
    expect(() => open.replicateTo(registryIn('eu-central-1'), prod)).toThrow(/environment of the source is/);
  });

  test('fails when a prefix does not end in "/"', () => {
    const source = registryIn('eu-west-1');
    expect(() => source.replicateTo(registryIn('eu-central-1'), { repositoryPrefixes: ['prod/', 'base'] })).toThrow(
      'Registry.replicateTo at S111122223333-eu-west-1/Registry: repositoryPrefixes is "base" but must end in "/", because ' +
        'creation templates apply to namespaces, and others are covered by the template ROOT only; write "base/", or say ' +
        'rootTemplate: true',
    );
  });

  test('fails when no prefix is given', () => {
    expect(() => registryIn('eu-west-1').replicateTo(registryIn('eu-central-1'))).toThrow(
      /repositoryPrefixes is undefined but must end in "\/".*; name prefixes, or say rootTemplate: true/,
    );
  });

  test('fails when a prefix has a wildcard', () => {
    const source = registryIn('eu-west-1');
    expect(() => source.replicateTo(registryIn('eu-central-1'), { repositoryPrefixes: ['prod*/'] })).toThrow(
      /repositoryPrefixes\[0\] is "prod\*\/" but must be the start of repository names/,
    );
  });

  test('fails when there are 26 destinations', () => {
    const source = registryIn('eu-west-1');
    const to = (i: number) =>
      source.replicateTo(outside(source, { account: `${OTHER.slice(2)}${10 + i}`, region: 'us-east-1' }), prod);
    for (let i = 0; i < 25; i += 1) to(i);
    expect(() => to(25)).toThrow(
      'Registry.replicateTo at S111122223333-eu-west-1/Registry: number of destinations is 26 but must be at most 25 over ' +
        'all rules of a registry; leave out a destination, or let one of them replicate what is pushed to it',
    );
  });

  /** A registry with a number of rules: each destination has one with deletions and one without, of other prefixes. */
  function registryWith(rules: number): Registry {
    const source = registryIn('eu-west-1');
    const destinations = Array.from({ length: Math.ceil(rules / 2) }, (_, i) =>
      outside(source, { account: `${OTHER.slice(2)}${10 + i}`, region: 'us-east-1' }),
    );
    for (let i = 0; i < rules; i += 1) {
      const options = { repositoryPrefixes: [`team${i}/`], deleteReplication: i % 2 === 1 };
      source.replicateTo(destinations[Math.floor(i / 2)], options);
    }
    return source;
  }

  test('warns when there are 11 rules, and names both limits', () => {
    expect(warningsOf(Stack.of(registryWith(10)))).toEqual([]);
    app = new App();
    expect(warningsOf(Stack.of(registryWith(11)))).toEqual([
      'number of rules is 11, which is more than the 10 that the schema of AWS::ECR::ReplicationConfiguration allows, ' +
        'although the model of the Amazon ECR API allows 25; replicate the same prefixes to several destinations, because ' +
        'they share a rule, or acknowledge that the deployment accepts the number [ack: cdk-ecr::replicationRuleCount]',
    ]);
  });

  test('fails when there are 26 rules', () => {
    registryWith(26);
    expect(() => app.synth()).toThrow(
      'number of rules is 26 but must be at most 25, as the model of the Amazon ECR API says; replicate the same prefixes ' +
        'to several destinations, because they share a rule',
    );
  });

  test('fails when there are 101 prefixes', () => {
    const source = registryIn('eu-west-1');
    source.replicateTo(outside(source, { account: OTHER, region: 'us-east-1' }), {
      repositoryPrefixes: Array.from({ length: 101 }, (_, i) => `team${i}/`),
    });
    expect(() => app.synth()).toThrow(
      /prefixes to 444455556666\/us-east-1 is "101 prefixes" but must be at most 100 prefixes; put/,
    );
  });

  test.each([
    [
      { account: '44445555666', region: 'us-east-1' },
      /account is "44445555666" but must be an account id of 12 digits/,
    ],
    [{ account: OTHER, region: 'US East' }, /region is "US East" but must be the literal name of a region/],
  ])('fails when a destination outside the app is %j', (options, message) => {
    expect(() => outside(registryIn('eu-west-1'), options)).toThrow(message);
  });

  test('fails when the stage is already synthesized', () => {
    const [source, destination] = [registryIn('eu-west-1'), registryIn('eu-central-1')];
    app.synth();
    expect(() => source.replicateTo(destination, prod)).toThrow(/must come before the app is synthesized/);
  });
});

describe('a registry that replicates', () => {
  function warningsWith(
    settings: RepositorySettings | undefined,
    repositoryPrefixes: string[],
    declare: (source: Registry, destination: Registry) => void,
    scanning?: RegistryScanning,
  ): string[] {
    const [source, destination] = [registryIn('eu-west-1'), registryIn('eu-central-1', ACCOUNT, { scanning })];
    source.replicateTo(destination, { repositoryPrefixes, settings, rootTemplate: true });
    declare(source, destination);
    return warningsOf(Stack.of(source));
  }

  const repository = (registry: Registry, repositoryName: string, settings: RepositorySettings = {}) =>
    new PrivateRepository(Stack.of(registry), repositoryName, { repositoryName, ...settings });

  test('has no warning when nothing is wrong', () => {
    expect(
      warningsWith(
        undefined,
        ['prod/'],
        (source) => repository(source, 'prod/api'),
        RegistryScanning.basic({ onPush: ['*'] }),
      ),
    ).toEqual([]);
  });

  test('warns of a chain, because replicated images are not replicated again', () => {
    const [one, two, three] = [registryIn('eu-west-1'), registryIn('eu-central-1'), registryIn('us-east-1')];
    one.replicateTo(two, { repositoryPrefixes: ['prod/'] });
    two.replicateTo(three, { repositoryPrefixes: ['prod/'] });
    expect(warningsOf(Stack.of(two))).toEqual([]);
    expect(warningsOf(Stack.of(one))).toEqual([
      'images that arrive from 111122223333/eu-west-1 do not go on to 111122223333/us-east-1, because replication hops ' +
        'once; replicate from 111122223333/eu-west-1 to 111122223333/us-east-1 as well [ack: cdk-ecr::replicationChain]',
    ]);
  });

  test('does not warn of a chain when its start also replicates to its end', () => {
    const [one, two, three] = [registryIn('eu-west-1'), registryIn('eu-central-1'), registryIn('us-east-1')];
    one.replicateTo(two, { repositoryPrefixes: ['prod/'] });
    two.replicateTo(three, { repositoryPrefixes: ['prod/'] });
    one.replicateTo(three, { repositoryPrefixes: ['prod/'] });
    expect([one, two].flatMap((registry) => warningsOf(Stack.of(registry)))).toEqual([]);
  });

  test('warns at the middle of a chain when the start is in a stage that is synthesized earlier', () => {
    const inStage = (id: string, region: string) =>
      new Registry(
        new Stack(new Stage(app, id), 'Stack', { env: { account: ACCOUNT, region }, terminationProtection: true }),
        'Registry',
      );
    const [one, two] = [inStage('One', 'eu-west-1'), inStage('Two', 'eu-central-1')];
    one.replicateTo(two, { repositoryPrefixes: ['prod/'] });
    two.replicateTo(registryIn('us-east-1'), { repositoryPrefixes: ['prod/'] });
    const chained = ({ node }: Registry) => JSON.stringify(node.metadata).includes('replicationChain');
    app.synth();
    expect([one, two].map(chained)).toEqual([false, true]);
  });

  test('warns of a prefix that also matches repositories outside its namespace', () => {
    expect(
      warningsWith(undefined, ['apples'], (source) => {
        repository(source, 'apples/red');
        repository(source, 'apples-dev');
      }),
    ).toEqual([
      'the prefix apples of the replication to 111122223333/eu-central-1 also takes apples-dev; end it in "/" if they are ' +
        'not meant [ack: cdk-ecr::replicationPrefix]',
    ]);
  });

  test('warns of immutable replicas of repositories whose tags can move', () => {
    expect(
      warningsWith({ lifecycle: LifecyclePolicy.forPulledImages() }, ['prod/'], (source) =>
        repository(source, 'prod/api', { tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest'] }) }),
      ),
    ).toContainEqual(
      'tags of prod/api can move, but not those of the replicas in 111122223333/eu-central-1: an image arrives there ' +
        'without a tag that another one has; make the replicas mutable [ack: cdk-ecr::immutableReplica]',
    );
  });

  test('warns of replicas that expire earlier than their source', () => {
    const keep = (count: number) => ({
      lifecycle: LifecyclePolicy.of(
        LifecycleRule.keepNewest(count, { tags: TagSelection.prefix('ci-') }),
        LifecycleRule.expireUntagged(Duration.days(14)),
      ),
    });
    const warnings = (count: number) => {
      app = new App();
      return warningsWith(keep(count), ['prod/'], (source) => repository(source, 'prod/api', keep(10)));
    };
    expect(warnings(10)).toEqual([]);
    expect(warnings(5)).toEqual([
      expect.stringMatching(
        /^replicas in 111122223333\/eu-central-1 expire earlier than prod\/api: .* 5, where the source has 10; give the replicas a lifecycle that keeps what the source keeps \[ack: cdk-ecr::replicaLifecycle\]$/,
      ),
    ]);
  });

  test('warns of a mirror if a lifecycle of its source expires images', () => {
    const warnings = (deleteReplication: boolean, lifecycle?: LifecyclePolicy) => {
      app = new App();
      const [source, destination] = [registryIn('eu-west-1'), registryIn('eu-central-1')];
      source.replicateTo(destination, { repositoryPrefixes: ['prod/'], deleteReplication });
      repository(source, 'prod/api', { lifecycle });
      return warningsOf(Stack.of(source)).filter((text) => /deleteReplication/.test(text));
    };
    const expiring = LifecyclePolicy.of(LifecycleRule.expireUntagged(Duration.days(14)));
    expect(warnings(true, expiring)).toEqual([
      'what the lifecycles of prod/api expire is deleted in 111122223333/eu-central-1 as well: with deleteReplication a ' +
        'replica is a mirror and no backup; leave it out if the replicas are a backup [ack: cdk-ecr::deleteReplication]',
    ]);
    expect(warnings(false, expiring)).toEqual([]);
    expect(warnings(true, LifecyclePolicy.none())).toEqual([]);
    expect(warnings(true, LifecyclePolicy.of(LifecycleRule.keepArchived({ tags: TagSelection.prefix('v') })))).toEqual(
      [],
    );
  });

  test('warns of a repository in the destination that has the same name and other settings', () => {
    expect(
      warningsWith(undefined, ['prod/'], (source, destination) => {
        repository(source, 'prod/api');
        repository(destination, 'prod/api', { tags: { other: 'yes' } });
      }),
    ).toEqual([
      'prod/api exist in 111122223333/eu-central-1 with other settings than replicas there, and keep them; declare them ' +
        'alike [ack: cdk-ecr::replicaDiffers]',
    ]);
  });

  test('warns of replicas that no scanning filter of the destination matches', () => {
    expect(
      warningsWith(
        undefined,
        ['prod/'],
        (source) => repository(source, 'prod/api'),
        RegistryScanning.enhanced({ onPush: ['dev/*'] }),
      ),
    ).toEqual([
      'no scanning filter of 111122223333/eu-central-1 matches the replicas of prod/api; add one to ' +
        'S111122223333-eu-central-1/Registry [ack: cdk-ecr::repositoryScanning]',
    ]);
  });
});

test('a registry warns of an unknown destination region and suggests the nearest known one', () => {
  const stack = new Stack(new App(), 'Source', { env: { account: '111122223333', region: 'eu-central-1' } });
  const registry = new Registry(stack, 'Registry');
  const destination = outside(registry, { account: '444455556666', region: 'us-eats-1' });
  registry.replicateTo(destination, { repositoryPrefixes: ['prod/'] });
  expect(warningsOf(stack).join('\n')).toContain(
    'destination is "us-eats-1", which is no region that the library knows; the nearest is "us-east-1"; correct it',
  );
});
