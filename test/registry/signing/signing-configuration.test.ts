import { App, Aws, Duration, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as signer from 'aws-cdk-lib/aws-signer';
import * as fc from 'fast-check';
import { isSigningFilter } from '../../../src/ecr/signing-filter';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../src/lifecycle/tag-selection';
import { Registry } from '../../../src/registry/registry';
import { ImageSigningProfile } from '../../../src/registry/signing/image-signing-profile';
import { PrivateRepository } from '../../../src/repository/private-repository';
import { matchesWildcard } from '../../../src/text/wildcard';
import { warningsOf } from '../../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const profileArn = (name: string, region = ENV.region) =>
  `arn:aws:signer:${region}:${ENV.account}:/signing-profiles/${name}`;

let stack: Stack;
let registry: Registry;
beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: ENV });
  registry = new Registry(stack, 'Registry');
});

const imported = (name: string, scope = stack) =>
  ImageSigningProfile.fromSigningProfileArn(scope, `Profile-${name}`, profileArn(name));

const rendered = (name: string, filters?: string[]) => ({
  SigningProfileArn: profileArn(name),
  ...(filters && { RepositoryFilters: filters.map((Filter) => ({ Filter, FilterType: 'WILDCARD_MATCH' })) }),
});

function rulesIn(one: Stack): object[] {
  const [resource] = Object.values(Template.fromStack(one).findResources('AWS::ECR::SigningConfiguration'));
  return resource.Properties.Rules;
}

describe('the signing rules of a registry', () => {
  test('are rendered with filters, or without filters for all repositories', () => {
    registry.addSigningRule({ profile: imported('all') });
    registry.addSigningRule({ profile: imported('prod'), repositoryFilters: ['prod/*', '*/release'] });
    expect(rulesIn(stack)).toEqual([rendered('all'), rendered('prod', ['*/release', 'prod/*'])]);
  });

  test('are merged into one rule with all filters when they have the same profile', () => {
    const profile = imported('images');
    registry.addSigningRule({ profile, repositoryFilters: ['prod/*', 'base'] });
    registry.addSigningRule({ profile, repositoryFilters: ['base', 'api/*'] });
    expect(rulesIn(stack)).toEqual([rendered('images', ['api/*', 'base', 'prod/*'])]);
    expect(registry.signingRules).toEqual([{ profile, repositoryFilters: ['api/*', 'base', 'prod/*'] }]);
  });

  test('cover all repositories when one rule of the profile does', () => {
    const profile = imported('images');
    registry.addSigningRule({ profile, repositoryFilters: ['prod/*'] });
    registry.addSigningRule({ profile });
    expect(rulesIn(stack)).toEqual([rendered('images')]);
  });

  test('are merged when the same profile is imported twice', () => {
    registry.addSigningRule({ profile: imported('images'), repositoryFilters: ['a'] });
    registry.addSigningRule({ profile: imported('images', new Stack(stack, 'Nested')), repositoryFilters: ['b'] });
    expect(rulesIn(stack)).toEqual([rendered('images', ['a', 'b'])]);
  });

  test('have the ARN without a version for a profile that the base library imports', () => {
    const profile = signer.SigningProfile.fromSigningProfileAttributes(stack, 'Profile', {
      signingProfileName: 'images',
      signingProfileVersion: 'v1',
    });
    registry.addSigningRule({ profile });
    const arn = ['arn:', { Ref: 'AWS::Partition' }, ':signer:eu-west-1:111122223333:/signing-profiles/images'];
    expect(rulesIn(stack)).toEqual([{ SigningProfileArn: { 'Fn::Join': ['', arn] } }]);
  });

  test('refer to a profile of the stack, and name one of another environment or stage', () => {
    registry.addSigningRule({ profile: new ImageSigningProfile(stack, 'Own', { signingProfileName: 'own' }) });
    const env = { ...ENV, account: '444455556666' };
    const other = new Stack(new Stage(stack.node.root as App, 'Security'), 'Stack', { env });
    registry.addSigningRule({ profile: new ImageSigningProfile(other, 'Profile', { signingProfileName: 'central' }) });
    const arn = ['arn:', { Ref: 'AWS::Partition' }, ':signer:eu-west-1:444455556666:/signing-profiles/central'];
    expect(rulesIn(stack)).toEqual([
      { SigningProfileArn: { 'Fn::Join': ['', arn] } },
      { SigningProfileArn: { 'Fn::GetAtt': [expect.stringMatching('^Own'), 'Arn'] } },
    ]);
  });

  test('are in a resource that is retained and can be imported by the account ID', () => {
    registry.addSigningRule({ profile: imported('images') });
    Template.fromStack(stack).hasResource('AWS::ECR::SigningConfiguration', { DeletionPolicy: 'Retain' });
    expect(Object.values(registry.importMapping)).toEqual([{ RegistryId: ENV.account }]);
  });

  test('render the same in any order', () => {
    const rule = fc.record({
      name: fc.constantFrom('one', 'two', 'three'),
      filters: fc.option(fc.uniqueArray(fc.constantFrom('a/*', 'b/*', 'c'), { minLength: 1 }), { nil: undefined }),
    });
    const synthesize = (rules: { name: string; filters?: string[] }[]) => {
      const one = new Stack(new App(), 'Stack', { env: ENV });
      const profiles = new Map(['one', 'two', 'three'].map((name) => [name, imported(name, one)]));
      const owner = new Registry(one, 'Registry');
      for (const { name, filters } of rules) {
        owner.addSigningRule({ profile: profiles.get(name)!, repositoryFilters: filters });
      }
      return JSON.stringify(Template.fromStack(one).toJSON());
    };
    const permutations = fc
      .array(rule, { minLength: 1, maxLength: 6 })
      .chain((rules) => fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })));
    fc.assert(
      fc.property(permutations, ([rules, shuffled]) => expect(synthesize(shuffled)).toBe(synthesize(rules))),
      { numRuns: 25 },
    );
  });
});

describe('Registry.addSigningRule', () => {
  test('fails when the rules have 11 profiles', () => {
    for (let n = 0; n < 10; n++) registry.addSigningRule({ profile: imported(`p${n}`) });
    expect(() => registry.addSigningRule({ profile: imported('p10') })).toThrow(
      'Registry.addSigningRule at Stack/Registry: rules is 11 but must be at most 10, one for each profile; sign more ' +
        'repositories with one profile',
    );
  });

  test.each([
    { count: 0, found: '[] but must have at least one filter; leave it out to sign all repositories' },
    { count: 101, found: '"101 filters" but must be at most 100 filters; join filters with "*"' },
  ])('fails when a rule has $count filters', ({ count, found }) => {
    const repositoryFilters = Array.from({ length: count }, (_, n) => `r${n}`);
    const profile = imported('images');
    const add = () => registry.addSigningRule({ profile, repositoryFilters });
    expect(add).toThrow(`SigningRule at Stack/Registry: repositoryFilters is ${found}`);
  });

  test('fails when the rules of a profile have more than 100 filters together', () => {
    const profile = imported('images');
    const repositoryFilters = Array.from({ length: 100 }, (_, n) => `r${n}`);
    registry.addSigningRule({ profile, repositoryFilters });
    expect(() => registry.addSigningRule({ profile, repositoryFilters: ['more'] })).toThrow(
      'Registry.addSigningRule at Stack/Registry: repositoryFilters of Stack/Profile-images is "101 filters" but ' +
        'must be at most 100 filters; join filters with "*"',
    );
  });

  test.each(['', 'prod/', 'prod-', 'Prod/*', 'a//b', 'a__b', 'a b', 'a'.repeat(257)])(
    'fails when a filter is "%s"',
    (filter) => {
      const profile = imported('images');
      const add = () => registry.addSigningRule({ profile, repositoryFilters: ['ok', filter] });
      expect(add).toThrow('SigningRule at Stack/Registry: repositoryFilters[1] is "');
      expect(add).toThrow(
        'but must be 1 to 256 lower-case letters, digits and "*", with single ".", "_", "-" or "/" between them; write ' +
          '"prod/*" for all repositories whose names start with "prod/"',
      );
    },
  );

  test.each([...'ap-east-2 ap-northeast-3 ca-west-1 eu-central-2 il-central-1 cn-north-1'.split(' ')])(
    'fails when the region is %s',
    (region) => {
      const elsewhere = new Stack(new App(), 'Stack', { env: { ...ENV, region } });
      const owner = new Registry(elsewhere, 'Registry');
      expect(() => owner.addSigningRule({ profile: new ImageSigningProfile(elsewhere, 'Profile') })).toThrow(
        `SigningRule at Stack/Registry: region is "${region}" but must have managed signing; sign in a region that has it, ` +
          'or let the client sign that pushes',
      );
    },
  );

  test('fails when the profile is in another region', () => {
    const elsewhere = new Stack(stack.node.root as App, 'Elsewhere', { env: { ...ENV, region: 'us-east-1' } });
    expect(() => registry.addSigningRule({ profile: new ImageSigningProfile(elsewhere, 'Profile') })).toThrow(
      'SigningRule at Stack/Registry: profile is "Elsewhere/Profile in us-east-1" but must be in eu-west-1, the region of ' +
        'the registry; declare a profile in each region',
    );
    const profile = ImageSigningProfile.fromSigningProfileArn(stack, 'Profile', profileArn('images', 'us-east-1'));
    expect(() => registry.addSigningRule({ profile })).toThrow(
      /profile is "Stack\/Profile in us-east-1" but must be in/,
    );
  });

  test('fails when the profile is for another platform than container images', () => {
    const profile = new signer.SigningProfile(stack, 'Profile', { platform: signer.Platform.AWS_LAMBDA_SHA384_ECDSA });
    expect(() => registry.addSigningRule({ profile })).toThrow(
      'SigningRule at Stack/Registry: profile is "Stack/Profile of AWSLambda-SHA384-ECDSA" but must be of ' +
        'Notation-OCI-SHA384-ECDSA, the platform of container images; use an ImageSigningProfile',
    );
  });

  test.each(['images/AbCdEf1234', 'a', 'a'.repeat(200)])('fails when the ARN of the profile ends in %s', (name) => {
    const profile = ImageSigningProfile.fromSigningProfileArn(stack, 'Profile', profileArn(name));
    const add = () => registry.addSigningRule({ profile });
    expect(add).toThrow(`SigningRule at Stack/Registry: profile is "arn:aws:signer:eu-west-1:111122223333:/signing-p`);
    expect(add).toThrow(
      'but must have an ARN like "arn:aws:signer:eu-west-1:111122223333:/signing-profiles/images" of at most 200 ' +
        'characters; give the ARN of the profile, not of one of its versions',
    );
  });

  test('fails when the profile is in another environment and its name is a token', () => {
    const other = new Stack(stack.node.root as App, 'Security', { env: { ...ENV, account: '444455556666' } });
    expect(() => registry.addSigningRule({ profile: new ImageSigningProfile(other, 'Profile') })).toThrow(
      'Registry.addSigningRule at Stack/Registry: profile is "Security/Profile" but must have a name and an environment ' +
        'known at synthesis, because it is in another environment or stage; give the profile a `signingProfileName` and ' +
        'its stack an `env`',
    );
  });

  test('fails when an imported registry has an invalid rule', () => {
    const signingRules = [{ profile: imported('images'), repositoryFilters: ['prod/'] }];
    expect(() => Registry.fromRegistryAttributes(stack, 'Imported', { signingRules })).toThrow(
      /SigningRule at Stack\/Imported: repositoryFilters\[0\] is "prod\/"/,
    );
  });

  test('fails when a new rule is added after the stage is synthesized', () => {
    const stage = new Stage(new App(), 'Prod', { env: ENV });
    const owner = new Registry(new Stack(stage, 'Stack'), 'Registry');
    const profile = imported('images', owner.node.scope as Stack);
    owner.addSigningRule({ profile, repositoryFilters: ['a'] });
    stage.synth();
    expect(() => owner.addSigningRule({ profile, repositoryFilters: ['a'] })).not.toThrow();
    expect(() => owner.addSigningRule({ profile, repositoryFilters: ['b'] })).toThrow(
      /contribution is "signing with Prod\/Stack\/Profile-images" but must come before its stage Prod is synthesized/,
    );
  });

  test('accepts tokens in the ARN of the profile and in filters', () => {
    const agnostic = new Stack(new App(), 'Stack');
    const owner = new Registry(agnostic, 'Registry');
    const arn = `arn:aws:signer:${Aws.REGION}:${Aws.ACCOUNT_ID}:/signing-profiles/images`;
    owner.addSigningRule({
      profile: ImageSigningProfile.fromSigningProfileArn(agnostic, 'Profile', arn),
      repositoryFilters: [Aws.STACK_NAME],
    });
    expect(rulesIn(agnostic)).toHaveLength(1);
  });
});

describe('a signing filter', () => {
  // The schema's own pattern, letter by letter.
  const SCHEMA = /^(?:[a-z0-9*]+(?:[._-][a-z0-9*]+)*\/)*[a-z0-9*]+(?:[._-][a-z0-9*]+)*$/;

  test('is valid exactly when it matches the schema of CloudFormation', () => {
    const filter = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'ab0*._-/A '), maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(...'ab*-/'), maxLength: 260 }),
    );
    fc.assert(
      fc.property(filter, (text) => {
        expect(isSigningFilter(text)).toBe(text.length <= 256 && SCHEMA.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['prod/*', 'prod/api', true],
    ['prod/*', 'prod/', true],
    ['prod/*', 'preprod/api', false],
    ['prod', 'prod/api', false],
    ['*/production', 'team/production', true],
    ['*/production', 'team/production-old', false],
    ['*prod*', 'preprod/api', true],
    ['a*b*b', 'ab', false],
    ['a*b*b', 'abb', true],
    ['*', 'x', true],
  ])('is matched with a repository name: %s and %s: %s', (filter, name, expected) =>
    expect(matchesWildcard(filter, name)).toBe(expected),
  );

  test('matches the same names as a regular expression', () => {
    const text = (unit: string) => fc.string({ unit: fc.constantFrom(...unit), maxLength: 8 });
    fc.assert(
      fc.property(text('ab*'), text('ab'), (filter, name) => {
        expect(matchesWildcard(filter, name)).toBe(new RegExp(`^${filter.replaceAll('*', '.*')}$`).test(name));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the warning on lifecycles of signed repositories', () => {
  const builds = LifecyclePolicy.forBuilds();
  const without = LifecyclePolicy.of(LifecycleRule.keepNewest(5, { tags: TagSelection.prefix('v') }));
  const repository = (repositoryName: string | undefined, lifecycle?: LifecyclePolicy) =>
    new PrivateRepository(stack, `Repository-${repositoryName}`, { repositoryName, lifecycle });

  test('is given once for all signed repositories that expire untagged images', () => {
    for (const name of ['prod/d', 'prod/b', 'prod/c', 'prod/a', 'dev/a']) repository(name, builds);
    repository('prod/without', without);
    repository('prod/default');
    repository(undefined, builds);
    registry.addSigningRule({ profile: imported('images'), repositoryFilters: ['prod/*'] });
    expect(warningsOf(stack).filter((warning) => warning.includes('signaturesExpire'))).toEqual([
      'signed repositories whose lifecycle expires untagged images: 4 (prod/a, prod/b, prod/c, …); signatures are stored ' +
        'as untagged images, and AWS does not say whether such a rule sees them: try it with a lifecycle preview, then ' +
        'acknowledge this warning or give the repositories another lifecycle [ack: cdk-ecr::signaturesExpire]',
    ]);
  });

  test('includes repositories without a name when a rule is for all repositories', () => {
    repository(undefined, builds);
    registry.addSigningRule({ profile: imported('images') });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('images: 1 (Stack/Repository-undefined/Resource);')]);
  });

  test('includes repositories of the base library whose lifecycle expires any image', () => {
    const other = new ecr.Repository(stack, 'Repository', { repositoryName: 'prod/a' });
    other.addLifecycleRule({ maxImageCount: 10 });
    registry.addSigningRule({ profile: imported('images') });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('images: 1 (prod/a);')]);
  });

  test.each([
    ['no lifecycle', LifecyclePolicy.none()],
    ['the default lifecycle', undefined],
    ['a lifecycle of tagged images', without],
  ])('is not given for a repository with %s', (_, lifecycle) => {
    repository('prod/a', lifecycle);
    new ecr.CfnRepository(stack, 'Raw', { lifecyclePolicy: { lifecyclePolicyText: 'no JSON' } });
    new ecr.CfnRepository(stack, 'Later', { lifecyclePolicy: { lifecyclePolicyText: Aws.STACK_NAME } });
    registry.addSigningRule({ profile: imported('images') });
    expect(warningsOf(stack).filter((warning) => warning.includes('signaturesExpire'))).toEqual([]);
  });
});

describe('an ImageSigningProfile', () => {
  test('is for container images and is retained', () => {
    new ImageSigningProfile(stack, 'Profile');
    Template.fromStack(stack).hasResource('AWS::Signer::SigningProfile', {
      Properties: {
        PlatformId: 'Notation-OCI-SHA384-ECDSA',
        ProfileName: Match.absent(),
        SignatureValidityPeriod: { Type: 'MONTHS', Value: 135 },
      },
      DeletionPolicy: 'Retain',
    });
  });

  test('renders a name, a validity and a removal policy', () => {
    new ImageSigningProfile(stack, 'Profile', {
      signingProfileName: 'container_images',
      signatureValidity: Duration.hours(48),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Template.fromStack(stack).hasResource('AWS::Signer::SigningProfile', {
      Properties: { ProfileName: 'container_images', SignatureValidityPeriod: { Type: 'DAYS', Value: 2 } },
      DeletionPolicy: 'Delete',
    });
  });

  test.each(['a', 'container-images', 'a'.repeat(65)])('fails when the name is %s', (signingProfileName) => {
    expect(() => new ImageSigningProfile(stack, 'Profile', { signingProfileName })).toThrow(
      `ImageSigningProfile at Stack/Profile: signingProfileName is "${signingProfileName}" but must be 2 to 64 letters, ` +
        'digits and "_"; write "_" for other characters',
    );
  });

  test.each([Duration.hours(36), Duration.days(0), Duration.days(4111)])(
    'fails when the signatures are valid for %s',
    (signatureValidity) => {
      expect(() => new ImageSigningProfile(stack, 'Profile', { signatureValidity })).toThrow(
        `ImageSigningProfile at Stack/Profile: signatureValidity is "${signatureValidity.toHumanString()}" but must be ` +
          'whole days, from 1 to the 4110 of 135 months; leave it out for 135 months',
      );
    },
  );
});
