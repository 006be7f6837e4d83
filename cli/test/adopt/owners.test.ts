import { adopted, PLACE, PLAIN, refused, repositoryAttributes, tfstate } from './support';
import { writeRegistry } from '../registries';
import { Workspace } from '../support';

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

const STACK = { stackName: 'Team', logicalId: 'Api' };
const WITH_TEMPLATES = { contents: { images: false, inspector: false, templates: true } };

describe('a repository of a stack', () => {
  test('is left to the stack that its tags name', async () => {
    const { registries, waves } = await adopted(files, { 'team/api': { ...PLAIN, stack: STACK }, 'team/web': PLAIN });
    expect(registries[0].adopted).toEqual(['team/web']);
    expect(waves.stacks).toEqual([{ stack: 'Team', registry: PLACE, repositories: ['team/api'], settings: [] }]);
  });

  test('is nobody’s if the deployed template does not have it any more', async () => {
    files.write('registry/templates/Team.json', { Resources: { Web: { Type: 'AWS::ECR::Repository' } } });
    const repositories = {
      'team/api': { ...PLAIN, stack: STACK },
      'team/web': { ...PLAIN, stack: { ...STACK, logicalId: 'Web' } },
    };
    const { registries, waves, notes } = await adopted(files, repositories, WITH_TEMPLATES);
    expect(registries[0].adopted).toEqual(['team/api']);
    expect(waves.stacks).toMatchObject([{ repositories: ['team/web'] }]);
    expect(notes).toEqual([
      `${PLACE}: Adopted although their tags name a stack, as the stack does not declare them any more: team/api.`,
    ]);
  });

  test('is nobody’s if the stack is gone', async () => {
    const gone = {
      ...refused('cloudformation:GetTemplate', 'Team'),
      code: 'ValidationError',
      message: 'Stack with id Team does not exist',
    };
    const { registries } = await adopted(
      files,
      { 'team/api': { ...PLAIN, stack: STACK } },
      { ...WITH_TEMPLATES, unread: [gone] },
    );
    expect(registries[0].adopted).toEqual(['team/api']);
  });

  test('is left to the stack if its template may not be read', async () => {
    const { registries } = await adopted(
      files,
      { 'team/api': { ...PLAIN, stack: STACK } },
      { ...WITH_TEMPLATES, unread: [refused('cloudformation:GetTemplate', 'Team')] },
    );
    expect(registries[0].adopted).toEqual([]);
  });

  test('brings the settings of the registry that the template declares', async () => {
    files.write('registry/templates/Team.json', {
      Resources: {
        Api: { Type: 'AWS::ECR::Repository' },
        Policy: { Type: 'AWS::ECR::RegistryPolicy' },
        Quay: { Type: 'AWS::ECR::PullThroughCacheRule', Properties: { EcrRepositoryPrefix: 'quay' } },
        Any: { Type: 'AWS::ECR::RepositoryCreationTemplate', Properties: { Prefix: { Ref: 'Prefix' } } },
        Other: { Type: 'AWS::SNS::Topic' },
      },
    });
    const { waves } = await adopted(files, { 'team/api': { ...PLAIN, stack: STACK } }, WITH_TEMPLATES);
    expect(waves.stacks).toMatchObject([
      { settings: ['PullThroughCacheRule quay', 'RegistryPolicy', 'RepositoryCreationTemplate'] },
    ]);
  });
});

describe('a repository whose tags name Terraform', () => {
  const tagged = (tags: Record<string, string>) => ({ 'team/api': { ...PLAIN, tags } });

  test.each([
    [{ ManagedBy: 'terraform' }, 'tag ManagedBy=terraform'],
    [{ Terraform: 'true' }, 'tag Terraform=true'],
    [{ tool: 'OpenTofu 1.8' }, 'tag tool=OpenTofu 1.8'],
    [{ 'pulumi:project': 'images' }, 'tag pulumi:project=images'],
  ])('%j is left out as long as no state tells', async (tags, state) => {
    const { registries, waves } = await adopted(files, tagged(tags));
    expect(registries[0].adopted).toEqual([]);
    expect(waves.terraform).toMatchObject([{ state, repositories: ['team/api'], addresses: [] }]);
  });

  test.each<Record<string, string>>([{ Terraform: 'false' }, { ManagedBy: 'console' }])('not %j', async (tags) => {
    expect((await adopted(files, tagged(tags))).registries[0].adopted).toEqual(['team/api']);
  });

  test('is adopted if the given states do not have it, and the report says so', async () => {
    const state = files.write('a.tfstate', tfstate());
    const { registries, notes } = await adopted(files, tagged({ ManagedBy: 'terraform' }), {}, [
      '--terraform-state',
      state,
    ]);
    expect(registries[0].adopted).toEqual(['team/api']);
    expect(notes).toContain(
      `${PLACE}: Adopted although a tag names Terraform or a similar tool, as no given state has them: team/api.`,
    );
  });
});

test.each<[string, object]>([
  ['a stack owns', { stack: { stackName: 'Team', logicalId: 'Api' } }],
  ['nobody owns', {}],
])('a repository that %s is named if autoDeleteImages of ecr.Repository can delete its images', async (_, owner) => {
  const tags = { 'aws-cdk:auto-delete-images': 'true' };
  const off = { 'aws-cdk:auto-delete-images': 'false' };
  const { notes } = await adopted(files, {
    'team/api': { ...PLAIN, ...owner, tags },
    'team/web': { ...PLAIN, ...owner, tags: off },
  });
  expect(notes).toContain(
    `${PLACE}: A custom resource Custom::ECRAutoDeleteImages may delete all images of team/api when it leaves its stack, ` +
      'even if the repository is retained, because of the tag aws-cdk:auto-delete-images. So first leave out ' +
      'autoDeleteImages in that stack, deploy it alone, and look that the tag is gone.',
  );
});

test('a repository policy with an action of the account is declared as it is, and the report says that it has no effect', async () => {
  const statement = { Effect: 'Allow', Principal: { AWS: '999999999999' }, Action: ['ecr:GetAuthorizationToken'] };
  const { notes } = await adopted(files, {
    'team/api': { ...PLAIN, policy: { Version: '2012-10-17', Statement: [{ Sid: 'ReadOnly', ...statement }] } },
  });
  expect(notes).toContainEqual(
    expect.stringMatching(
      /team\/api: it is declared with ecr\.CfnRepository, because .*ReadOnly.* no repository policy can allow or deny it/,
    ),
  );
});

describe('a repository of which something is unknown', () => {
  test.each(['ecr:GetRepositoryPolicy', 'ecr:GetLifecyclePolicy', 'ecr:ListTagsForResource'])(
    'is left out, with the call %s',
    async (action) => {
      const { registries, waves } = await adopted(
        files,
        { 'team/api': PLAIN, 'team/web': PLAIN },
        { unread: [refused(action, 'team/api')] },
      );
      expect(registries[0].adopted).toEqual(['team/web']);
      expect(waves.unread).toEqual([{ calls: action, registry: PLACE, repositories: ['team/api'], settings: [] }]);
    },
  );

  test('is each one where the call was refused for all', async () => {
    const { waves } = await adopted(
      files,
      { 'team/api': PLAIN, 'team/web': PLAIN },
      { unread: [refused('ecr:ListTagsForResource')] },
    );
    expect(waves.unread).toMatchObject([{ repositories: ['team/api', 'team/web'] }]);
  });

  test('is one whose key may be that of AWS or of the account', async () => {
    const key = { encryptionType: 'KMS', kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/a' };
    const { registries, waves } = await adopted(files, {
      'team/api': { ...PLAIN, encryption: key },
      'team/web': { ...PLAIN, encryption: { ...key, keyManager: 'CUSTOMER' } },
    });
    expect(registries[0].adopted).toEqual(['team/web']);
    expect(waves.unread).toMatchObject([{ calls: 'kms:DescribeKey', repositories: ['team/api'] }]);
  });

  test('is a public one by the calls of public repositories only', async () => {
    const unread = [
      refused('ecr-public:GetRepositoryPolicy', 'team/web'),
      refused('ecr:GetLifecyclePolicy', 'team/api'),
    ];
    const { registries } = await adopted(
      files,
      { 'team/api': { isPublic: true, tags: {} }, 'team/web': { isPublic: true, tags: {} } },
      { unread },
    );
    expect(registries[0].adopted).toEqual(['public team/api']);
  });

  test('keeps settings out that could not be read', async () => {
    const { waves } = await adopted(files, { 'team/api': PLAIN }, { unread: [refused('ecr:GetRegistryPolicy')] });
    expect(waves.unread).toEqual([
      { calls: 'ecr:GetRegistryPolicy', registry: PLACE, repositories: [], settings: ['RegistryPolicy'] },
    ]);
  });
});

describe('two owners of a repository are bad input', () => {
  test('a stack and a state', async () => {
    const state = files.write('a.tfstate', tfstate(['aws_ecr_repository', 'api', repositoryAttributes('team/api')]));
    const snapshot = writeRegistry(files, 'registry', { 'team/api': { ...PLAIN, stack: STACK } });
    const { status, stderr } = await files.run(['adopt', snapshot, '--out', '$/app', '--terraform-state', state]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'cdk-ecr: owner of team/api is "the stack Team and aws_ecr_repository.api of $/a.tfstate" but must be one; ' +
        'remove it from one of them, and take the snapshot again\n',
    });
  });

  test('two states', async () => {
    const state = tfstate(['aws_ecr_repository', 'api', repositoryAttributes('team/api')]);
    const states = ['a', 'b'].flatMap((name) => ['--terraform-state', files.write(`${name}.tfstate`, state)]);
    const snapshot = writeRegistry(files, 'registry', { 'team/api': PLAIN });
    const { status, stderr } = await files.run(['adopt', snapshot, '--out', '$/app', ...states]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'cdk-ecr: owner of team/api is "aws_ecr_repository.api of $/a.tfstate, aws_ecr_repository.api of $/b.tfstate" but ' +
        'must be one; remove it from one of them by terraform state rm, or leave out an old copy\n',
    });
  });
});
