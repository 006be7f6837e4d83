import { names, partsOf, writeApp } from './support';
import { writeRegistry } from '../../registries';
import { Workspace } from '../../support';

const REPOSITORY = { Type: 'AWS::ECR::Repository' };

let files: Workspace;
beforeEach(() => (files = new Workspace()));
afterEach(() => files.remove());

describe('registryParts', () => {
  test('names repositories of a template without constructs by the stack and the logical id', async () => {
    const template = files.write('images.yaml', 'Resources: { Api: { Type: AWS::ECR::Repository } }');
    const other = files.write('images.json', { Resources: { Web: REPOSITORY } });
    const parts = await partsOf(files, [template, other]);
    expect(names(parts)).toEqual(['images images/Api (declared)', 'images images/Web (declared)']);
    expect(parts.registries).toHaveLength(2);
  });

  test('shows the known part of a name, and keeps apart what only the deployment tells apart', async () => {
    const named = (name: unknown) => ['ECR::Repository', { RepositoryName: name }] as const;
    const resources = {
      A: named({ 'Fn::Sub': 'team/${Env}' }),
      B: named({ 'Fn::Sub': 'team/${Env}' }),
      C: named({ Ref: 'Name' }),
      D: named({ 'Fn::Sub': 'images-${AWS::Region}' }),
    };
    const app = writeApp(files, 'cdk.out', { Images: { environment: 'aws://111122223333/eu-west-1', resources } });
    expect(names(await partsOf(files, [app])).map((each) => each.split(' ')[1])).toEqual([
      'Images/C',
      'images-eu-west-1',
      'team/${Env}',
      'team/${Env}',
    ]);
  });

  test('has one registry for the stacks of an app that are deployed together, and names it after them', async () => {
    const resources = { A: ['ECR::Repository', {}] } as const;
    const app = writeApp(files, 'cdk.out', { One: { resources }, Two: { resources }, Three: { resources } });
    expect(names(await partsOf(files, [app]))).toEqual([
      'One, Two and 1 more One/A (declared)',
      'One, Two and 1 more Three/A (declared)',
      'One, Two and 1 more Two/A (declared)',
    ]);
  });

  test('has a registry of its own for a stack set, and the registry of the outermost stack for a nested one', async () => {
    const TemplateBody = JSON.stringify({
      Resources: { Api: { ...REPOSITORY, Properties: { RepositoryName: 'api' } } },
    });
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: 'aws://111122223333/eu-central-1',
        resources: {
          Set: ['CloudFormation::StackSet', { TemplateBody }],
          Nested: ['CloudFormation::Stack', { TemplateBody }],
        },
      },
    });
    const snapshot = writeRegistry(files, 'snapshot', { api: {} });
    const parts = await partsOf(files, [app, snapshot]);
    expect(names(parts)).toEqual(['111122223333/eu-central-1 api (both)', 'Images/Set/Resource api (declared)']);
    expect(parts.repositories[0].owner).toBe('Images');
  });

  test('reads the first of two snapshots of one registry', async () => {
    const first = writeRegistry(files, 'first', { api: { imageTagMutability: 'IMMUTABLE' } });
    const second = writeRegistry(files, 'second', { api: {}, gone: {} });
    const parts = await partsOf(files, [first, second]);
    expect(names(parts)).toEqual([
      '111122223333/eu-central-1 api (deployed)',
      '111122223333/eu-central-1 gone (deployed)',
    ]);
    expect(parts.repositories[0].mutability).toBe('immutable');
  });

  test('lists the principals whose pulls are not recorded, declared and deployed ones', async () => {
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: 'aws://111122223333/eu-central-1',
        resources: {
          Role: ['IAM::Role', {}],
          Scanner: ['ECR::PullTimeUpdateExclusion', { PrincipalArn: { 'Fn::GetAtt': ['Role', 'Arn'] } }],
        },
      },
    });
    const pullTimeUpdateExclusions = ['arn:aws:iam::111122223333:role/scanner'];
    const snapshot = writeRegistry(files, 'snapshot', {}, { pullTimeUpdateExclusions });
    const [{ settings }] = (await partsOf(files, [app, snapshot])).registries;
    expect(settings[6]).toEqual({
      name: 'Pull-time exclusions',
      lines: ['Images/Role', 'arn:aws:iam::111122223333:role/scanner'],
      path: 'Images/Scanner',
    });
  });

  test('does not know whether an account is another one where the own account is not known', async () => {
    const allow = (AWS: unknown) => ({ Effect: 'Allow', Principal: { AWS }, Action: 'ecr:BatchGetImage' });
    const RepositoryPolicyText = { Statement: [allow('999988887777'), allow({ Ref: 'AWS::AccountId' })] };
    const app = writeApp(files, 'cdk.out', {
      Images: { resources: { Api: ['ECR::Repository', { RepositoryName: 'api', RepositoryPolicyText }] } },
    });
    expect((await partsOf(files, [app])).principals).toEqual([
      { name: '999988887777', relation: 'unknown', account: '999988887777' },
      { name: '${AWS::AccountId}', relation: 'own' },
    ]);
  });
});
