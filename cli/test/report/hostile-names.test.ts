import type { RegistryReport } from '../../src/report/model/registry-report';
import { writeRegistry } from '../registries';
import { Workspace } from '../support';
import { writeApp } from './registries/support';

const ENVIRONMENT = 'aws://111122223333/eu-central-1';

/** Names that every object has. */
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

/** A policy with the name as its principal, action, operator and key. */
function policy(name: string) {
  return {
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: [name, `arn:aws:${name}::111122223333:role/x`, `arn:aws:iam::111122223333:${name}/x`] },
        Action: ['ecr:PutImage', name],
        Condition: Object.fromEntries([[name, Object.fromEntries([[name, name]])]]),
      },
      {
        ...{ Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' },
        Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:${name}::111122223333:role/x` } },
      },
    ],
  };
}

function app(name: string): string {
  const properties = {
    RepositoryName: name,
    RepositoryPolicyText: policy(name),
    ...Object.fromEntries([[name, name]]),
    LifecyclePolicy: { LifecyclePolicyText: { 'Fn::Sub': `{"rules":\${${name}}}` } },
    EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: { Ref: name } },
  };
  const resources = Object.fromEntries([[name, ['ECR::Repository', properties] as const]]);
  return writeApp(files, 'cdk.out', Object.fromEntries([[name, { environment: ENVIRONMENT, resources }]]));
}

function snapshot(name: string): string {
  const tags = Object.fromEntries([[name, name]]);
  const repository = { policy: policy(name), tags, stack: { stackName: name, logicalId: name } };
  return writeRegistry(files, 'snapshot', Object.fromEntries([[name, repository]]), {
    unread: [{ action: 'ecr:GetLifecyclePolicy', of: name, code: name, message: name }],
  });
}

describe.each(NAMES)('what is called %s', (name) => {
  const reportOf = async (...args: string[]) => {
    const { status, stdout, stderr } = await files.run(['report', '--json', '--owner-tag', name, ...args]);
    expect(stderr).toBe('');
    expect(stdout).not.toContain('[native code]');
    return { status, ...(JSON.parse(stdout) as RegistryReport) };
  };

  test('is in the report as any other', async () => {
    const { repositories, principals, grants } = await reportOf(app(name), snapshot(name));
    expect(repositories).toMatchObject([{ name, owner: name, origin: 'both' }]);
    expect(principals.map((each) => each.name)).toContain(name);
    expect(grants[0].condition).toBe(`${name} ${name.toLowerCase()} ${name}`);
  });

  test('is compared as any other', async () => {
    const [declared, deployed] = [app(name), snapshot(name)];
    expect((await reportOf(deployed, '--before', declared)).changes!.resources.map((each) => each.name)).toEqual([
      name,
    ]);
    expect((await reportOf(declared, '--before', deployed)).changes!.resources.map((each) => each.name)).toEqual([
      name,
    ]);
    expect((await reportOf(deployed, '--before', deployed)).changes!.resources).toEqual([]);
  });
});

test('a template whose properties have no value is shown', async () => {
  const template = { Resources: { A: { Type: 'AWS::ECR::Repository', Properties: { 'Fn::If': [] } } } };
  const { status, stderr, stdout } = await files.run(['report', '--json', files.write('t.json', template)]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect((JSON.parse(stdout) as RegistryReport).repositories).toHaveLength(1);
});
