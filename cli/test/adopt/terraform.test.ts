import { adopted, PLACE, PLAIN, repositoryAttributes, tfstate } from './support';
import { writeRegistry } from '../registries';
import { Workspace } from '../support';

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

const REPOSITORIES = { 'team/api': PLAIN, 'team/web': PLAIN };

/** What adopt leaves to a state. */
async function leftTo(state: unknown, registry = {}) {
  const file = files.write('a.tfstate', state);
  const { registries, waves } = await adopted(files, REPOSITORIES, registry, ['--terraform-state', file]);
  const [group] = waves.terraform;
  return {
    adopted: registries[0].adopted,
    repositories: group?.repositories,
    settings: group?.settings,
    addresses: group?.addresses,
  };
}

describe('a state leaves a repository to Terraform', () => {
  test('in a terraform.tfstate', async () => {
    expect(await leftTo(tfstate(['aws_ecr_repository', 'api', repositoryAttributes('team/api')]))).toEqual({
      adopted: ['team/web'],
      repositories: ['team/api'],
      settings: [],
      addresses: ['aws_ecr_repository.api'],
    });
  });

  test('in a module with instances, whose addresses Terraform takes', async () => {
    const state = {
      ...tfstate(),
      resources: [
        {
          module: 'module.images["eu"]',
          mode: 'managed',
          type: 'aws_ecr_repository',
          name: 'all',
          instances: [
            { index_key: 'api', attributes: repositoryAttributes('team/api') },
            { index_key: 1, attributes: repositoryAttributes('team/web') },
          ],
        },
      ],
    };
    const { repositories, addresses } = await leftTo(state);
    expect(repositories).toEqual(['team/api', 'team/web']);
    expect(addresses).toEqual([
      'module.images["eu"].aws_ecr_repository.all["api"]',
      'module.images["eu"].aws_ecr_repository.all[1]',
    ]);
  });

  test('in what terraform show -json prints, also of modules in modules', async () => {
    const resource = (address: string, name: string) => ({
      address,
      mode: 'managed',
      type: 'awscc_ecr_repository',
      values: { repository_name: name, arn: `arn:aws:ecr:eu-central-1:111122223333:repository/${name}` },
    });
    const state = {
      format_version: '1.0',
      terraform_version: '1.9.0',
      values: {
        root_module: {
          resources: [resource('awscc_ecr_repository.api', 'team/api')],
          child_modules: [
            {
              address: 'module.a',
              child_modules: [{ resources: [resource('module.a.module.b.awscc_ecr_repository.web', 'team/web')] }],
            },
          ],
        },
      },
    };
    expect(await leftTo(state)).toEqual({
      adopted: [],
      repositories: ['team/api', 'team/web'],
      settings: [],
      addresses: ['awscc_ecr_repository.api', 'module.a.module.b.awscc_ecr_repository.web'],
    });
  });

  test.each([
    ['its policy', 'aws_ecr_repository_policy'],
    ['its lifecycle', 'aws_ecr_lifecycle_policy'],
  ])('by %s alone, which an import would take from it', async (_, type) => {
    const { repositories } = await leftTo(
      tfstate([type, 'api', { repository: 'team/api', registry_id: '111122223333' }]),
    );
    expect(repositories).toEqual(['team/api']);
  });

  test.each([
    ['of another account', repositoryAttributes('team/api', '444455556666/eu-central-1')],
    ['of another region', repositoryAttributes('team/api', '111122223333/eu-west-1')],
  ])('unless it is %s', async (_, attributes) => {
    const state = tfstate(['aws_ecr_repository', 'api', attributes]);
    expect((await leftTo(state)).adopted).toEqual(['team/api', 'team/web']);
  });

  test('unless it only reads it', async () => {
    const [resource] = (
      tfstate(['aws_ecr_repository', 'api', repositoryAttributes('team/api')]) as { resources: object[] }
    ).resources;
    const state = { ...tfstate(), resources: [{ ...resource, mode: 'data' }] };
    expect((await leftTo(state)).adopted).toEqual(['team/api', 'team/web']);
  });

  test('and tells a public repository from a private one with the same name', async () => {
    const state = files.write(
      'a.tfstate',
      tfstate([
        'aws_ecrpublic_repository',
        'api',
        { repository_name: 'team/api', arn: 'arn:aws:ecr-public::111122223333:repository/team/api' },
      ]),
    );
    const { waves, registries } = await adopted(files, REPOSITORIES, {}, ['--terraform-state', state]);
    expect(waves.terraform).toEqual([]);
    expect(registries[0].adopted).toEqual(['team/api', 'team/web']);
  });
});

describe('settings that a state owns', () => {
  const ID = { registry_id: '111122223333' };

  test.each([
    ['aws_ecr_registry_policy', ID, 'RegistryPolicy'],
    ['awscc_ecr_registry_policy', ID, 'RegistryPolicy'],
    ['aws_ecr_replication_configuration', ID, 'ReplicationConfiguration'],
    ['aws_ecr_registry_scanning_configuration', ID, 'RegistryScanningConfiguration'],
    ['aws_ecr_pull_through_cache_rule', { ...ID, ecr_repository_prefix: 'quay' }, 'PullThroughCacheRule quay'],
    ['aws_ecr_repository_creation_template', { ...ID, prefix: 'quay' }, 'RepositoryCreationTemplate quay'],
    ['aws_ecr_account_setting', { name: 'REGISTRY_POLICY_SCOPE' }, 'account setting REGISTRY_POLICY_SCOPE'],
    ['awscc_ecr_signing_configuration', ID, 'SigningConfiguration'],
    ['awscc_ecr_pull_time_update_exclusion', { principal_arn: 'arn:a' }, 'PullTimeUpdateExclusion arn:a'],
  ])('of type %s stay with it', async (type, attributes, setting) => {
    expect((await leftTo(tfstate([type, 'it', attributes]))).settings).toEqual([setting]);
  });

  test('are not those of a registry in another region', async () => {
    const state = tfstate(['aws_ecr_registry_policy', 'it', { ...ID, region: 'eu-west-1' }]);
    expect((await leftTo(state)).settings).toBeUndefined();
  });

  test('are not in the code of the app', async () => {
    const registry = {
      policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'Replicate',
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::444455556666:root' },
            Action: 'ecr:ReplicateImage',
            Resource: 'arn:aws:ecr:eu-central-1:111122223333:repository/*',
          },
        ],
      },
    };
    const typesWith = async (options: readonly string[]) => {
      const { stacks } = (await adopted(files, {}, registry, options)) as unknown as {
        stacks: { resources: { type: string }[] }[];
      };
      files.remove();
      files = new Workspace();
      return stacks.flatMap(({ resources }) => resources.map(({ type }) => type));
    };
    expect(await typesWith([])).toEqual(['AWS::ECR::RegistryPolicy']);
    const state = files.write('a.tfstate', tfstate(['aws_ecr_registry_policy', 'it', ID]));
    expect(await typesWith(['--terraform-state', state])).toEqual([]);
  });
});

describe('a state that is none is bad input', () => {
  const REMEDY = 'pass what terraform state pull or terraform show -json prints; OpenTofu has the same commands';

  test.each([
    ['a plan', { format_version: '1.2', planned_values: {} }, 'content of $/a.tfstate is "a plan" but must be a state'],
    ['something else', { Resources: {} }, 'content of $/a.tfstate is "Resources" but must be a state of Terraform'],
    ['a list', [], 'content of $/a.tfstate is [] but must be a state of Terraform'],
    ['no JSON', 'resource "aws_ecr_repository" "api" {}', undefined],
    [
      'a state with resources that are no list',
      { ...tfstate(), resources: 'all' },
      'resources in $/a.tfstate is "all" but must be a list of objects',
    ],
    [
      'a repository without a name',
      tfstate(['aws_ecr_repository', 'api', {}]),
      'name of aws_ecr_repository.api in $/a.tfstate is undefined but must be a text',
    ],
  ])('%s', async (_, content, mistake) => {
    const { status, stderr } = await run(content);
    expect(status).toBe(2);
    if (mistake === undefined) expect(stderr).toContain(REMEDY);
    else expect(stderr).toBe(`cdk-ecr: ${mistake}; ${REMEDY}\n`);
  });

  test('an old state', async () => {
    const { status, stderr } = await run({ version: 3, lineage: 'a', modules: [] });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'cdk-ecr: version of $/a.tfstate is 3 but must be 4; let terraform apply or terraform refresh write it anew, ' +
        'with Terraform 0.13 or later\n',
    });
  });

  test('a state that OpenTofu has encrypted', async () => {
    const { status, stderr } = await run({ serial: 1, lineage: 'a', encrypted_data: 'AAAA', encryption_version: 'v0' });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'cdk-ecr: state in $/a.tfstate is "encrypted" but must be readable; pass what tofu state pull prints, which is ' +
        'not encrypted\n',
    });
  });

  test('a file that is not there', async () => {
    const args = ['adopt', writeRegistry(files, 'registry', REPOSITORIES), '--out', '$/app'];
    const { status, stderr } = await files.run([...args, '--terraform-state', '$/missing']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'cdk-ecr: file is "$/missing" but must exist; correct its path\n',
    });
  });

  async function run(content: unknown) {
    const args = ['adopt', writeRegistry(files, 'registry', REPOSITORIES), '--out', '$/app'];
    return files.run([...args, '--terraform-state', files.write('a.tfstate', content)]);
  }
});

test('a state that owns nothing of the registry is told, as it may be the wrong one', async () => {
  const file = files.write('a.tfstate', tfstate());
  const { notes } = await adopted(files, REPOSITORIES, {}, ['--terraform-state', file]);
  expect(notes).toContain(`${PLACE}: States that own nothing of this registry: $/a.tfstate.`);
});
