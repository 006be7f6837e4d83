import { App, CfnParameter, Duration, NestedStack, RemovalPolicy, Stack, Tags, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { RepositoryAccess } from '../../src/access/repository-access';
import { EcrRule } from '../../src/ecr/ecr-rule';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../src/lifecycle/lifecycle-rule';
import { ImageTagMutability } from '../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../src/repository/private-repository';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';
import { warningsOf } from '../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };

function stackOf(region = ENV.region): Stack {
  return new Stack(new App(), 'Stack', { env: { ...ENV, region } });
}

function repositoryOf(stack: Stack) {
  const [repository] = Object.values(Template.fromStack(stack).findResources('AWS::ECR::Repository'));
  return repository;
}

describe('a PrivateRepository with defaults', () => {
  const stack = stackOf();
  new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' });
  const { Properties: properties, ...resource } = repositoryOf(stack);

  test('has immutable tags and scans images on push', () => {
    expect(properties.ImageTagMutability).toBe('IMMUTABLE');
    expect(properties.ImageScanningConfiguration).toEqual({ ScanOnPush: true });
  });

  test('is retained', () => {
    expect(resource).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    expect(properties).not.toHaveProperty('EmptyOnDelete');
  });

  test('expires untagged images 14 days after their push, with a literal lifecycle text', () => {
    expect(JSON.parse(properties.LifecyclePolicy.LifecyclePolicyText).rules).toEqual([
      expect.objectContaining({
        selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
        action: { type: 'expire' },
      }),
    ]);
  });

  test("is encrypted with the stack's customer-managed key", () => {
    const [keyId] = Object.keys(Template.fromStack(stack).findResources('AWS::KMS::Key'));
    expect(properties.EncryptionConfiguration).toEqual({
      EncryptionType: 'KMS',
      KmsKey: { 'Fn::GetAtt': [keyId, 'Arn'] },
    });
  });

  test('has no repository policy and no tags', () => {
    expect(properties).not.toHaveProperty('RepositoryPolicyText');
    expect(properties).not.toHaveProperty('Tags');
  });

  test('warns of nothing', () => {
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('a PrivateRepository whose tags can move', () => {
  test.each([
    ImageTagMutability.mutable(),
    ImageTagMutability.mutable({ exceptTags: ['v*'] }),
    ImageTagMutability.immutable({ exceptTags: ['latest'] }),
  ])('archives untagged images by their last pull and expires them from the archive: %s', (tagMutability) => {
    const stack = stackOf();
    new PrivateRepository(stack, 'Api', { tagMutability });
    const { rules } = JSON.parse(repositoryOf(stack).Properties.LifecyclePolicy.LifecyclePolicyText);
    expect(rules.map(({ selection, action }: Record<string, object>) => ({ ...selection, ...action }))).toEqual([
      {
        tagStatus: 'untagged',
        countType: 'sinceImagePulled',
        countUnit: 'days',
        countNumber: 30,
        type: 'transition',
        targetStorageClass: 'archive',
      },
      {
        tagStatus: 'untagged',
        storageClass: 'archive',
        countType: 'sinceImageTransitioned',
        countUnit: 'days',
        countNumber: 90,
        type: 'expire',
      },
    ]);
  });
});

describe('the name of a PrivateRepository', () => {
  test.each(['ab', '1a', 'a.b', 'a--b', 'a__b', 'a/b', 'team-1/api_v2', 'a'.repeat(256)])(
    'takes %s',
    (repositoryName) => {
      const stack = stackOf();
      new PrivateRepository(stack, 'Api', { repositoryName });
      expect(repositoryOf(stack).Properties.RepositoryName).toBe(repositoryName);
    },
  );

  test.each(['a', 'a'.repeat(257), 'Team/api', 'a..b', 'a___b', 'api/', '/api', '-a', 'a b'])('refuses %s', (name) => {
    expect(() => new PrivateRepository(stackOf(), 'Api', { repositoryName: name })).toThrow(/repositoryName is/);
  });

  test('fails when the name has upper case, with path, value, rule and remedy', () => {
    expect(() => new PrivateRepository(stackOf(), 'Api', { repositoryName: 'Team/Api' })).toThrow(
      'PrivateRepository at Stack/Api: repositoryName is "Team/Api" but must be 2 to 256 lower-case letters and digits, ' +
        'separated by ".", "_", "__", dashes or "/"; start and end every part with a letter or digit and use lower case',
    );
  });

  test.each(['cn-north-1', 'us-gov-west-1'])('fails when the name has double separators in %s', (region) => {
    expect(() => new PrivateRepository(stackOf(region), 'Api', { repositoryName: 'team/a--b' })).toThrow(
      `PrivateRepository at Stack/Api: repositoryName is "team/a--b" but must have single separators only in ${region}, ` +
        'whose schema is the older one; replace each run of separators by one',
    );
  });

  test('may be a token', () => {
    const stack = stackOf();
    const name = new CfnParameter(stack, 'Name').valueAsString;
    new PrivateRepository(stack, 'Api', { repositoryName: name });
    expect(repositoryOf(stack).Properties.RepositoryName).toEqual({ Ref: 'Name' });
  });

  test('is generated by CloudFormation if none is given', () => {
    const stack = stackOf();
    const repository = new PrivateRepository(stack, 'Api');
    expect(repositoryOf(stack).Properties).not.toHaveProperty('RepositoryName');
    expect(stack.resolve(repository.repositoryName)).toEqual({ Ref: expect.stringMatching(/^Api/) });
  });
});

describe('an option that fails a control', () => {
  const cases: [string, object, string, EcrRule][] = [
    ['encryption', { encryption: RepositoryEncryption.aes256() }, 'Security Hub ECR.5', EcrRule.CUSTOMER_KEY],
    ['encryption', { encryption: RepositoryEncryption.awsManaged() }, 'Security Hub ECR.5', EcrRule.CUSTOMER_KEY],
    [
      'tagMutability',
      { tagMutability: ImageTagMutability.mutable() },
      'Security Hub ECR.2 and Control Tower CT.ECR.PR.3',
      EcrRule.TAG_IMMUTABILITY,
    ],
    [
      'tagMutability',
      { tagMutability: ImageTagMutability.immutable({ exceptTags: ['x'] }) },
      'Control Tower CT.ECR.PR.3',
      EcrRule.TAG_EXCEPTIONS,
    ],
    [
      'lifecycle',
      { lifecycle: LifecyclePolicy.none() },
      'Security Hub ECR.3 and Control Tower CT.ECR.PR.1',
      EcrRule.LIFECYCLE_POLICY,
    ],
    [
      'scanOnPush',
      { scanOnPush: false },
      'Security Hub ECR.1 and Control Tower CT.ECR.PR.2',
      EcrRule.REPOSITORY_SCANNING,
    ],
  ];

  test.each(cases)('%s %j is warned of with its controls', (option, props, controls, rule) => {
    const stack = stackOf();
    new PrivateRepository(stack, 'Api', props);
    expect(warningsOf(stack)).toEqual([`${option}: this choice fails ${controls} [ack: cdk-ecr::${rule}]`]);
  });

  test('is not warned of after an acknowledgement', () => {
    const stack = stackOf();
    Validations.of(stack).acknowledge({ id: 'cdk-ecr::customerKey', reason: 'only for this test' });
    new PrivateRepository(stack, 'Api', { encryption: RepositoryEncryption.aes256() });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('scanOnPush: false is rendered, because CloudFormation does not undo a setting that disappears', () => {
    const stack = stackOf();
    new PrivateRepository(stack, 'Api', { scanOnPush: false });
    expect(repositoryOf(stack).Properties.ImageScanningConfiguration).toEqual({ ScanOnPush: false });
  });

  test('LifecyclePolicy.none() renders no lifecycle', () => {
    const stack = stackOf();
    new PrivateRepository(stack, 'Api', { lifecycle: LifecyclePolicy.none() });
    expect(repositoryOf(stack).Properties).not.toHaveProperty('LifecyclePolicy');
  });
});

describe('the removal of a PrivateRepository', () => {
  test('deletes the images too with DESTROY and emptyOnDelete', () => {
    const stack = stackOf();
    new PrivateRepository(stack, 'Api', { removalPolicy: RemovalPolicy.DESTROY, emptyOnDelete: true });
    expect(repositoryOf(stack)).toMatchObject({ DeletionPolicy: 'Delete', Properties: { EmptyOnDelete: true } });
  });

  test.each([undefined, RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE])(
    'fails when emptyOnDelete meets removalPolicy %s',
    (removalPolicy) => {
      expect(() => new PrivateRepository(stackOf(), 'Api', { emptyOnDelete: true, removalPolicy })).toThrow(
        `PrivateRepository at Stack/Api: emptyOnDelete is true but must be false with removalPolicy ${removalPolicy ?? 'retain-on-update-or-delete'}, ` +
          'under which the repository is retained; leave it out, or set removalPolicy to RemovalPolicy.DESTROY',
      );
    },
  );
});

describe('the tags of a PrivateRepository', () => {
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, 'value']));

  test('are rendered', () => {
    const stack = stackOf();
    new PrivateRepository(stack, 'Api', { tags: { team: 'a' } });
    expect(repositoryOf(stack).Properties.Tags).toEqual([{ Key: 'team', Value: 'a' }]);
  });

  test('fails when there are 51', () => {
    expect(() => new PrivateRepository(stackOf(), 'Api', { tags: many(51) })).toThrow(
      'PrivateRepository at Stack/Api: number of tags is 51 but must be at most 50; remove tags here or from an enclosing scope',
    );
  });

  test('fails when those of an enclosing scope make it 51', () => {
    const stack = stackOf();
    new PrivateRepository(stack, 'Api', { tags: many(50) });
    Tags.of(stack).add('one', 'more');
    expect(() => Template.fromStack(stack)).toThrow(/number of tags is 51 but must be at most 50/);
  });

  test('fails when a key is reserved', () => {
    expect(() => new PrivateRepository(stackOf(), 'Api', { tags: { 'aws:x': 'y' } })).toThrow(
      'PrivateRepository at Stack/Api: tags is "aws:x" but must have keys of 1 to 127 characters that do not start ' +
        'with "aws:"; rename the tag',
    );
  });

  test('fails when a value is empty', () => {
    expect(() => new PrivateRepository(stackOf(), 'Api', { tags: { team: '' } })).toThrow(
      'PrivateRepository at Stack/Api: tags.team is "" but must be 1 to 255 characters, which is what CloudFormation ' +
        'takes; give the tag a value or leave it out',
    );
  });
});

describe('the policy of a PrivateRepository', () => {
  test('has a statement without resources for each access', () => {
    const stack = stackOf();
    new PrivateRepository(stack, 'Api', { access: [RepositoryAccess.pullFromAccounts(['444455556666'])] });
    expect(repositoryOf(stack).Properties.RepositoryPolicyText.Statement).toEqual([
      {
        Sid: 'PullFromAccounts',
        Effect: 'Allow',
        Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::444455556666:root']] } },
      },
    ]);
  });

  test('has the statements that are added', () => {
    const stack = stackOf();
    const repository = new PrivateRepository(stack, 'Api');
    const result = repository.addToResourcePolicy(
      new iam.PolicyStatement({
        actions: ['ecr:DescribeImages'],
        principals: [new iam.ServicePrincipal('example.amazonaws.com')],
      }),
    );
    expect(result.statementAdded).toBe(true);
    expect(repositoryOf(stack).Properties.RepositoryPolicyText.Statement).toHaveLength(1);
  });

  test('warns of a statement with resources', () => {
    const stack = stackOf();
    new PrivateRepository(stack, 'Api').addToResourcePolicy(
      new iam.PolicyStatement({
        actions: ['ecr:DescribeImages'],
        principals: [new iam.AccountRootPrincipal()],
        resources: ['*'],
      }),
    );
    expect(warningsOf(stack)).toEqual([
      'a statement of the repository policy has a Resource (*), but Amazon ECR may refuse a repository policy with one; ' +
        'leave out Resource: the resource is the repository itself [ack: cdk-ecr::policyResources]',
    ]);
  });

  test('warns of a statement that admits everybody', () => {
    const stack = stackOf();
    new PrivateRepository(stack, 'Api').addToResourcePolicy(
      new iam.PolicyStatement({ actions: ['ecr:BatchGetImage'], principals: [new iam.AnyPrincipal()] }),
    );
    expect(warningsOf(stack)).toEqual([
      'a statement of the repository policy allows ecr:BatchGetImage to everybody, without a condition; name accounts or ' +
        'roles in Principal, or add a condition that other accounts cannot meet, such as StringEquals on ' +
        'aws:PrincipalOrgID [ack: cdk-ecr::openPolicy]',
    ]);
    expect(new AwsSolutionsChecks(stack).validateScope(stack).violations.map(({ ruleName }) => ruleName)).toEqual([
      'AwsSolutions-ECR1',
    ]);
  });

  test('does not warn of an organization, and acknowledges the finding of cdk-nag there', () => {
    const stack = stackOf();
    new PrivateRepository(stack, 'Api', { access: [RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5')] });
    expect(warningsOf(stack)).toEqual([]);
    expect(new AwsSolutionsChecks(stack).validateScope(stack).violations).toEqual([]);
  });

  test('fails when a statement has no principal', () => {
    const repository = new PrivateRepository(stackOf(), 'Api');
    expect(() => repository.addToResourcePolicy(new iam.PolicyStatement({ actions: ['ecr:DescribeImages'] }))).toThrow(
      'PrivateRepository.addToResourcePolicy at Stack/Api: statement is {"Action":"ecr:DescribeImages","Effect":"Allow"} ' +
        'but must name a principal, as every statement of a repository policy; add principals',
    );
  });
});

describe('property injection', () => {
  test("an app's injector gives defaults to a PrivateRepository", () => {
    const app = new App({
      propertyInjectors: [
        {
          constructUniqueId: PrivateRepository.PROPERTY_INJECTION_ID,
          inject: (props) => ({ tags: { injected: 'yes' }, ...props }),
        },
      ],
    });
    const stack = new Stack(app, 'Stack', { env: ENV });
    new PrivateRepository(stack, 'Api');
    expect(repositoryOf(stack).Properties.Tags).toEqual([{ Key: 'injected', Value: 'yes' }]);
  });
});

describe('a lifecycle policy', () => {
  test('is rendered as given', () => {
    const stack = stackOf();
    const lifecycle = LifecyclePolicy.of(LifecycleRule.expireUntagged(Duration.days(3)));
    new PrivateRepository(stack, 'Api', { lifecycle });
    expect(repositoryOf(stack).Properties.LifecyclePolicy.LifecyclePolicyText).toBe(lifecycle.toJson());
  });
});

describe('a PrivateRepository', () => {
  test('works in an environment-agnostic stack', () => {
    const stack = new Stack(new App(), 'Stack');
    new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' });
    expect(repositoryOf(stack).Properties.RepositoryName).toBe('team/api');
  });

  test('works in a nested stack, which has a key of its own', () => {
    const parent = stackOf();
    const nested = new NestedStack(parent, 'Nested');
    new PrivateRepository(nested, 'Api', { repositoryName: 'team/api' });
    Template.fromStack(nested).resourceCountIs('AWS::KMS::Key', 1);
    Template.fromStack(nested).hasResourceProperties('AWS::KMS::Alias', {
      AliasName: 'alias/cdk-ecr/Stack/Nested/EcrRepositoryKey',
    });
  });

  test('can be referred to from another account if it has a name', () => {
    const app = new App();
    const owner = new Stack(app, 'Owner', { env: ENV });
    const consumer = new Stack(app, 'Consumer', { env: { account: '444455556666', region: 'eu-west-1' } });
    const repository = new PrivateRepository(owner, 'Api', { repositoryName: 'team/api' });
    expect(consumer.resolve(repository.repositoryArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ecr:eu-west-1:111122223333:repository/team/api']],
    });
  });
});
