import { changesBetween } from '../../../src/guard/changes/changes-between';
import type { GuardedChange } from '../../../src/guard/guarded-change';
import { StateSource } from '../../../src/guard/inputs/guard-state';
import { readGuardInputs } from '../../../src/guard/inputs/read-guard-inputs';
import type { GuardInputPaths } from '../../../src/guard/inputs/read-guard-inputs';
import { Workspace } from '../../support';
import { kindsOf } from '../changes/support';

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const IMMUTABLE = { ImageTagMutability: 'IMMUTABLE' };

let workspace: Workspace;
beforeEach(() => (workspace = new Workspace()));
afterEach(() => workspace.remove());

const repository = (properties: object = {}, more: object = { DeletionPolicy: 'Retain' }) => ({
  Type: 'AWS::ECR::Repository',
  Properties: { RepositoryName: 'team/api', ...properties },
  ...more,
});
const template = (resources: object) => ({ Resources: resources });

/** Writes a synthesized app of some stacks. */
function app(stacks: Record<string, object>, folder = 'app') {
  const artifacts = Object.fromEntries(
    Object.keys(stacks).map((name) => [
      name,
      {
        type: 'aws:cloudformation:stack',
        environment: `aws://${ACCOUNT}/${REGION}`,
        properties: { templateFile: `${name}.template.json` },
      },
    ]),
  );
  workspace.write(`${folder}/manifest.json`, { version: '48.0.0', artifacts });
  for (const [name, content] of Object.entries(stacks)) workspace.write(`${folder}/${name}.template.json`, content);
  return `$/${folder}`;
}

/** Writes a snapshot of a registry. */
function snapshot({
  registry = {},
  repositories = [] as object[],
  templates = undefined as Record<string, object> | undefined,
} = {}) {
  const folder = `snapshot/${ACCOUNT}/${REGION}`;
  workspace.write(`${folder}/registry.json`, {
    version: 1,
    account: ACCOUNT,
    region: REGION,
    partition: 'aws',
    time: '2026-11-01T00:00:00Z',
    contents: { images: false, inspector: false, templates: templates !== undefined },
    unread: [],
    ...registry,
  });
  const lines = repositories.map((each) =>
    JSON.stringify({
      repositoryArn: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/team/api`,
      repositoryName: 'team/api',
      repositoryUri: 'uri',
      encryption: { encryptionType: 'AES256' },
      imageTagMutability: 'MUTABLE',
      ...each,
    }),
  );
  workspace.write(`${folder}/repositories.ndjson`, lines.map((line) => `${line}\n`).join(''));
  for (const [name, content] of Object.entries(templates ?? {})) {
    workspace.write(`${folder}/templates/${name}.json`, content);
  }
  return '$/snapshot';
}

async function changes(paths: GuardInputPaths): Promise<GuardedChange[]> {
  return changesBetween(await readGuardInputs(inWorkspace(paths)));
}

function inWorkspace(paths: GuardInputPaths): GuardInputPaths {
  return JSON.parse(JSON.stringify(paths).replaceAll('$', workspace.folder)) as GuardInputPaths;
}

async function errorOf(paths: GuardInputPaths): Promise<string> {
  const error: unknown = await changes(paths).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return (error as Error).message.replaceAll(workspace.folder, '$');
}

describe('a folder of deployed templates', () => {
  test('has a template of each stack by its name, in JSON, YAML, and as get-template prints it', async () => {
    const after = app({
      One: template({ Api: repository(IMMUTABLE) }),
      Two: template({ Api: repository({ ...IMMUTABLE, RepositoryName: 'team/two' }) }),
      Three: template({ Api: repository({ ...IMMUTABLE, RepositoryName: 'team/three' }) }),
    });
    workspace.write('deployed/One.template.json', template({ Api: repository() }));
    workspace.write(
      'deployed/Two.yaml',
      'Resources:\n  Api:\n    Type: AWS::ECR::Repository\n    DeletionPolicy: Retain\n    Properties:\n' +
        '      RepositoryName: !Sub team/two\n',
    );
    workspace.write('deployed/Three.json', {
      TemplateBody: template({ Api: repository({ RepositoryName: 'team/three' }) }),
    });
    const found = await changes({ after, deployed: '$/deployed' });
    expect(found.map(({ kind, stack }) => `${stack} ${kind}`)).toEqual([
      'One tags-cannot-move',
      'Three tags-cannot-move',
      'Two tags-cannot-move',
    ]);
  });

  test('tells what CloudFormation deletes: the deployed policy counts, not the new one', async () => {
    const after = app({ One: template({ Other: repository({ RepositoryName: 'team/other' }) }) });
    workspace.write('deployed/One.json', template({ Api: repository({ EmptyOnDelete: true }, {}) }));
    const [change] = await changes({ after, deployed: '$/deployed' });
    expect([change.gravity, change.kind]).toEqual(['lost', 'images-deleted']);
  });

  test('has nested stacks by the names that CloudFormation makes', async () => {
    const nested = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'nested.json' } };
    const after = app({ One: template({ Nested: nested }) });
    workspace.write('deployed/One.json', template({ Nested: nested }));
    workspace.write('deployed/One-Nested-1A2B3C4D5E6F.json', template({ Api: repository() }));
    const inputs = await readGuardInputs(inWorkspace({ after, deployed: '$/deployed' }));
    // The template of the nested stack is not in this app, so that its repository leaves the parent.
    expect(kindsOf(changesBetween(inputs))).toEqual(['other repository-orphaned']);
  });
});

describe('a snapshot', () => {
  const stack = { stackName: 'One' };

  test('has the deployed templates', async () => {
    const after = app({ One: template({ Api: repository(IMMUTABLE) }) });
    const deployed = snapshot({ repositories: [{ stack }], templates: { One: template({ Api: repository() }) } });
    expect(kindsOf(await changes({ after, deployed }))).toEqual(['other tags-cannot-move']);
  });

  test('tells what the registry has that no stack has: it is imported, and compared', async () => {
    const deployed = snapshot({ repositories: [{ encryption: { encryptionType: 'KMS', keyManager: 'AWS' } }] });
    const same = app({ One: template({ Api: repository({ EncryptionConfiguration: { EncryptionType: 'KMS' } }) }) });
    expect(kindsOf(await changes({ after: same, deployed }))).toEqual(['other repository-imported']);
    const other = app({ One: template({ Api: repository(IMMUTABLE) }) }, 'other');
    expect(kindsOf(await changes({ after: other, deployed }))).toEqual([
      'replaced repository-replaced',
      'other repository-imported',
    ]);
  });

  test('tells of settings that no stack has', async () => {
    const statement = {
      Effect: 'Allow',
      Principal: { AWS: '999999999999' },
      Action: 'ecr:ReplicateImage',
      Resource: '*',
    };
    const registry = { policy: { Version: '2012-10-17', Statement: [statement] } };
    const deployed = snapshot({ registry });
    const policy = (...Statement: object[]) => ({
      Policy: { Type: 'AWS::ECR::RegistryPolicy', Properties: { PolicyText: { Version: '2012-10-17', Statement } } },
    });
    const same = app({ One: template(policy({ ...statement, Sid: 'Replicas' })) });
    expect(kindsOf(await changes({ after: same, deployed }))).toEqual(['other registry-policy-imported']);
    const more = app({ One: template(policy({ ...statement, Principal: '*' })) }, 'more');
    expect(kindsOf(await changes({ after: more, deployed }))).toContain('opened access-opened');
  });

  test('tells what a given principal may do before the import and after it', async () => {
    const statement = { Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' };
    const RepositoryPolicyText = { Version: '2012-10-17', Statement: [statement] };
    const after = app({ One: template({ Api: repository({ RepositoryPolicyText }) }) });
    const inputs = await readGuardInputs(inWorkspace({ after, deployed: snapshot({ repositories: [{}] }) }));
    const principals = [`arn:aws:iam::${ACCOUNT}:role/deploy`];
    expect(kindsOf(changesBetween({ ...inputs, principals }))).toContain('opened principal-opened');
  });

  test('tells of a repository of another stack', async () => {
    const after = app({ One: template({ Api: repository() }) });
    const owner = { stackName: 'Theirs' };
    const deployed = snapshot({ repositories: [{ stack: owner }], templates: {} });
    const [change] = await changes({ after, deployed });
    expect([change.kind, change.text]).toEqual([
      'repository-exists',
      'The repository exists, and the stack Theirs has it: the deployment fails, because the name is taken.',
    ]);
  });

  test('of another registry says so', async () => {
    const after = app({ One: template({ Api: repository() }) });
    const deployed = snapshot({ registry: { region: 'us-east-1' } });
    const { before } = await readGuardInputs(inWorkspace({ after, deployed }));
    expect(before.unread).toEqual(['the registry 111122223333/eu-west-1, which the snapshot does not have']);
  });

  test('without templates is refused if a stack owns a repository', async () => {
    const after = app({ One: template({ Api: repository() }) });
    const deployed = snapshot({ repositories: [{ stack }] });
    expect(await errorOf({ after, deployed })).toBe(
      'cdk-ecr: templates of $/snapshot/111122223333/eu-west-1/registry.json are not there, although the stack One owns a ' +
        'repository (cloudformation:GetTemplate); take the snapshot again with --templates',
    );
  });

  test('with a refused call that the comparison needs is refused, with the call', async () => {
    const after = app({ One: template({ Api: repository() }) });
    const unread = [{ action: 'ecr:GetLifecyclePolicy', code: 'AccessDeniedException', message: 'no' }];
    const deployed = snapshot({ registry: { unread }, repositories: [{}] });
    expect(await errorOf({ after, deployed })).toBe(
      'cdk-ecr: ecr:GetLifecyclePolicy of the snapshot of 111122223333/eu-west-1 is "AccessDeniedException" but must have ' +
        'answered, because One/Api is compared with what the registry has; take the snapshot again with permission for it',
    );
    const settings = app({ One: template({ Other: { Type: 'AWS::SNS::Topic' } }) }, 'topic');
    expect(await changes({ after: settings, deployed })).toEqual([]);
  });
});

describe('a change set', () => {
  const change = (more: object, before?: object, after?: object) => ({
    Type: 'Resource',
    ResourceChange: {
      LogicalResourceId: 'Api',
      ResourceType: 'AWS::ECR::Repository',
      Action: 'Modify',
      ...(before && { BeforeContext: JSON.stringify({ Properties: { RepositoryName: 'team/api', ...before } }) }),
      ...(after && { AfterContext: JSON.stringify({ Properties: { RepositoryName: 'team/api', ...after } }) }),
      ...more,
    },
  });
  const changeSet = (...all: object[]) => {
    workspace.write('set.json', {
      StackName: 'One',
      StackId: `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/One/uuid`,
      Changes: all,
    });
    return { changeSets: ['$/set.json'] };
  };
  const KEY = {
    EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: 'arn:aws:kms:eu-west-1:111122223333:key/1' },
  };

  test.each<[string, object, object | undefined, object | undefined, string[]]>([
    ['changes in place', { Replacement: 'False' }, {}, IMMUTABLE, ['other tags-cannot-move']],
    ['replaces', { Replacement: 'True' }, {}, KEY, ['replaced repository-replaced']],
    ['says of a replacement what CloudFormation says', { Replacement: 'False' }, {}, KEY, ['other repository-changed']],
    [
      'says nothing of a value that only the deployment knows',
      { Replacement: 'Conditional' },
      KEY,
      { EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: '{{changeSet:KNOWN_AFTER_APPLY}}' } },
      [],
    ],
    [
      'removes with images',
      { Action: 'Remove', PolicyAction: 'Delete' },
      { EmptyOnDelete: true },
      undefined,
      ['lost images-deleted'],
    ],
    ['retains', { Action: 'Remove', PolicyAction: 'Retain' }, {}, undefined, ['other repository-orphaned']],
    [
      'removes a key, of which nothing tells what it encrypts',
      { Action: 'Remove', PolicyAction: 'Delete', ResourceType: 'AWS::KMS::Key' },
      {},
      undefined,
      ['lost key-deleted'],
    ],
    ['imports', { Action: 'Import' }, undefined, {}, ['other repository-imported']],
    ['adds', { Action: 'Add' }, undefined, {}, []],
  ])('%s', async (_, more, before, after, kinds) => {
    expect(kindsOf(await changes(changeSet(change(more, before, after))))).toEqual(kinds);
  });

  test('names the action that only the deployment tells', async () => {
    const { before } = await readGuardInputs(inWorkspace(changeSet(change({ Action: 'Dynamic' }))));
    expect(before.source).toBe(StateSource.CHANGE_SET);
    expect(before.unread).toEqual(['the action on Api of One, which only the deployment tells (Dynamic)']);
  });

  test('has the paths of constructs from the app', async () => {
    const resource = { ...repository(), Metadata: { 'aws:cdk:path': 'One/Images/Resource' } };
    const after = app({ One: template({ Api: resource }) });
    const before = { Properties: { RepositoryName: 'team/api' }, Metadata: resource.Metadata };
    const context = { BeforeContext: JSON.stringify(before) };
    const [found] = await changes({
      after,
      ...changeSet(change({ ...context, Action: 'Remove', PolicyAction: 'Retain' })),
    });
    expect(found.path).toBe('One/Images/Resource');
  });

  test('stands for its stack beside what is deployed', async () => {
    const after = app({
      One: template({ Api: repository(IMMUTABLE) }),
      Two: template({ Web: repository({ ...IMMUTABLE, RepositoryName: 'team/web' }) }),
    });
    workspace.write('deployed/One.json', template({ Api: repository() }));
    workspace.write('deployed/Two.json', template({ Web: repository({ RepositoryName: 'team/web' }) }));
    const set = changeSet(change({ Action: 'Remove', PolicyAction: 'Retain' }, {}));
    const found = await changes({ after, deployed: '$/deployed', ...set });
    expect(found.map(({ stack, kind }) => `${stack} ${kind}`)).toEqual([
      'One repository-orphaned',
      'Two tags-cannot-move',
    ]);
  });

  test('without property values is refused, with the option', async () => {
    expect(await errorOf(changeSet(change({ Replacement: 'True' })))).toBe(
      'cdk-ecr: BeforeContext of Api in $/set.json is not there; describe the change set with --include-property-values',
    );
  });

  test('with more pages is refused', async () => {
    workspace.write('set.json', { StackName: 'One', Changes: [], NextToken: 'more' });
    expect(await errorOf({ changeSets: ['$/set.json'] })).toBe(
      'cdk-ecr: NextToken of $/set.json is "more" but must be absent; write all pages to the file',
    );
  });
});

describe('bad input is refused with a remedy:', () => {
  const api = template({ Api: repository() });

  test.each<[string, () => GuardInputPaths, string]>([
    [
      'nothing that is deployed',
      () => ({ after: app({ One: api }) }),
      'cdk-ecr: what is deployed is not given; name a snapshot or a folder of templates by --deployed, or change sets by ' +
        '--change-set',
    ],
    [
      'an app of another schema',
      () => {
        workspace.write('app/manifest.json', { artifacts: [] });
        return { after: '$/app', before: app({ One: api }, 'old') };
      },
      'cdk-ecr: artifacts of $/app/manifest.json is [] but must be an object; synthesize the app again',
    ],
    [
      'a file that is no template',
      () => ({
        after: app({ One: api }),
        deployed: workspace.write('deployed/One.json', { a: 1 }).replace('/One.json', ''),
      }),
      'cdk-ecr: content of $/deployed/One.json has no Resources; name a CloudFormation template, or the folder of a ' +
        'synthesized app',
    ],
    [
      'a folder without templates',
      () => ({
        after: app({ One: api }),
        deployed: workspace.write('deployed/README.md', 'x').replace('/README.md', ''),
      }),
      'cdk-ecr: --deployed is "$/deployed" but must be a snapshot, or a folder of templates that have the names of their ' +
        'stacks, such as Images.json; take a snapshot by cdk-ecr snapshot --templates, or write the templates there',
    ],
    [
      'two owners of one repository',
      () => ({ after: app({ One: api, Two: api }), before: app({ One: api }, 'old') }),
      'cdk-ecr: AWS::ECR::Repository team/api is declared twice in one account and region, as One/Api and as Two/Api; ' +
        'remove one of them, since the deployment of the second one would fail',
    ],
    [
      'a path that is not there',
      () => ({ after: app({ One: api }), deployed: '$/none' }),
      'cdk-ecr: --deployed is "$/none" but must exist; correct its path',
    ],
  ])('%s', async (_, paths, message) => {
    expect(await errorOf(paths())).toBe(message);
  });
});
