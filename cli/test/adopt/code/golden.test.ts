import { KEY, MANAGED_KEY, registryFile, repository } from './examples';
import { synthesized } from './generated-app';
import type { Json } from '../../../../src/text/json';
import type { AdoptionPlan } from '../../../src/adopt/adoption-plan';
import { appFiles } from '../../../src/adopt/code/app-files';
import { formatted } from '../../../src/adopt/code/formatted';
import { repositoryStacks } from '../../../src/adopt/code/repository-stacks';

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const LIFECYCLE = {
  rules: [
    {
      rulePriority: 1,
      description: 'releases',
      selection: { tagStatus: 'tagged', tagPatternList: ['v*'], countType: 'imageCountMoreThan', countNumber: 100 },
      action: { type: 'expire' },
    },
    {
      rulePriority: 2,
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
      action: { type: 'expire' },
    },
  ],
};
const BUILDS = {
  encryption: { encryptionType: 'KMS', kmsKey: MANAGED_KEY, keyManager: 'AWS' },
  imageTagMutability: 'IMMUTABLE',
  scanOnPush: true,
  lifecyclePolicy: LIFECYCLE,
  policy: {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AllowPull',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::222222222222:root' },
        Action: PULL,
      },
      {
        Sid: 'SageMaker',
        Effect: 'Allow',
        Principal: { Service: 'sagemaker.amazonaws.com' },
        Action: PULL,
        Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
      },
    ],
  },
};

const PLAN: AdoptionPlan = {
  registry: registryFile(),
  left: [],
  leftSettings: [],
  adopted: [
    repository('team/api', { ...BUILDS, tags: { team: 'web', service: 'api', 'aws:cloudformation:stack-id': 'x' } }),
    repository('team/web', { ...BUILDS, tags: { team: 'web', service: 'web' } }),
    repository('team/worker', { ...BUILDS, tags: { team: 'web' } }),
    repository('old-one'),
    repository('old-two'),
    repository('vault/secrets', {
      encryption: { encryptionType: 'KMS', kmsKey: KEY, keyManager: 'CUSTOMER' },
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'latest' }],
      lifecyclePolicy: LIFECYCLE,
      scanOnPush: true,
    }),
    repository('vault--secrets'),
    repository('Upper'),
    repository('acme/cli', {
      isPublic: true,
      encryption: undefined,
      imageTagMutability: undefined,
      scanOnPush: undefined,
      catalogData: { description: 'The CLI', usageText: '# Usage\nRun it.', architectures: ['x86-64'] },
      policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::222222222222:role/publisher' },
            Action: ['ecr-public:PutImage', 'ecr-public:UploadLayerPart'],
          },
        ],
      },
    }),
  ],
};

test('the code of a registry is what a person would write', async () => {
  const stacks = repositoryStacks(PLAN);
  for (const { path, content } of await formatted(appFiles(stacks))) expect(content).toMatchSnapshot(path);
  expect(stacks.flatMap(({ remarks }) => remarks)).toMatchSnapshot('remarks');
  expect(stacks.map(({ stackName, resources }) => [stackName, resources.map(({ path }) => path.join('/'))])).toEqual([
    [
      'Repositories-111122223333-eu-west-1',
      [
        'old-one/Resource',
        'old-two/Resource',
        'team--api/Resource',
        'team--web/Resource',
        'team--worker/Resource',
        'vault--secrets/Resource',
        'vault--secrets-2/Resource',
        'Repository-Upper',
      ],
    ],
    ['PublicRepositories-111122223333-us-east-1', ['acme--cli/Resource']],
  ]);
});

test('the order of the repositories in a snapshot does not show in the code', async () => {
  const reversed = { ...PLAN, adopted: [...PLAN.adopted].reverse() };
  expect(await formatted(appFiles(repositoryStacks(reversed)))).toEqual(
    await formatted(appFiles(repositoryStacks(PLAN))),
  );
});

test('a tag that CloudFormation refuses is left out, and the report says so', () => {
  const tags = { empty: '', 'bad*key': 'x', good: 'x', 'aws:reserved': 'x' };
  const [stack] = repositoryStacks({ ...PLAN, adopted: [repository('team/api', { tags })] });
  expect(stack.file.content).toContain('tags: { good: "x" }');
  expect(stack.remarks).toEqual([
    'team/api: the tag "bad*key" is left out: tags is "bad*key" but must consist of letters, digits, spaces and the signs _ . : / = + - @.',
    'team/api: the tag "empty" is left out: tags.empty is "" but must be 1 to 255 characters, which is what CloudFormation takes.',
  ]);
});

test('texts of a snapshot stay texts: they end no comment and no string, and hide no character', async () => {
  const hostile = `*/ process.exit() // \u2028'"\`\${x}\u202e\n\\`;
  const [stack] = repositoryStacks({
    ...PLAN,
    adopted: [
      repository(hostile),
      repository('team/api', {
        tags: JSON.parse('{ "__proto__": "x" }') as Record<string, string>,
        policy: {
          Version: '2012-10-17',
          Statement: [{ Sid: hostile, Effect: 'Allow', Principal: { AWS: '222222222222' }, Action: 'ecr:*' }],
        },
      }),
    ],
  });
  const [{ content }] = await formatted([stack.file]);
  expect(content).not.toMatch(/[\p{Cf}\u2028\u2029]/u);
  const { templates } = synthesized(await formatted(appFiles([stack])));
  const resources = Object.values(templates.get(stack.stackName)!.Resources!) as { Properties: Json }[];
  expect(resources.map(({ Properties }) => Properties.RepositoryName)).toEqual(['team/api', hostile]);
  expect(resources[0].Properties.Tags).toEqual([{ Key: '__proto__', Value: 'x' }]);
  expect(resources[0].Properties.RepositoryPolicyText).toMatchObject({ Statement: [{ Sid: hostile }] });
});

describe('more repositories than a stack takes', () => {
  const namesIn = (namespace: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${namespace}${String(index).padStart(4, '0')}`);
  const stacksOf = (names: readonly string[]) =>
    repositoryStacks({ ...PLAN, adopted: names.map((name) => repository(name)) }).map(
      ({ stackName, resources, file }) => [stackName, file.path, resources.length],
    );

  test('are split by namespace, and the small ones share a stack', () => {
    expect(stacksOf([...namesIn('web-api/', 300), ...namesIn('data/', 450), ...namesIn('x/', 10), 'alone'])).toEqual([
      ['DataRepositories1-111122223333-eu-west-1', 'lib/111122223333-eu-west-1/data-repositories-1.ts', 225],
      ['DataRepositories2-111122223333-eu-west-1', 'lib/111122223333-eu-west-1/data-repositories-2.ts', 225],
      ['WebApiRepositories-111122223333-eu-west-1', 'lib/111122223333-eu-west-1/web-api-repositories.ts', 300],
      ['Repositories-111122223333-eu-west-1', 'lib/111122223333-eu-west-1/repositories.ts', 11],
    ]);
  });

  test('are split by number where they have no namespaces', () => {
    expect(stacksOf(namesIn('flat-', 801)).map(([stackName, , count]) => [stackName, count])).toEqual([
      ['Repositories1-111122223333-eu-west-1', 267],
      ['Repositories2-111122223333-eu-west-1', 267],
      ['Repositories3-111122223333-eu-west-1', 267],
    ]);
  });

  test('are in one stack up to 400', () => {
    expect(stacksOf(namesIn('team/', 400))).toHaveLength(1);
  });
});
