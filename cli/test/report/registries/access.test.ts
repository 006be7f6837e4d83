import { partsOf, writeApp } from './support';
import type { RegistryParts } from '../../../src/report/registries/registry-parts';
import { writeRegistry } from '../../registries';
import { Workspace } from '../../support';

const PLACE = 'aws://111122223333/eu-central-1';
const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'];

let files: Workspace;
beforeEach(() => (files = new Workspace()));
afterEach(() => files.remove());

function allow(Principal: unknown, Action: unknown = PULL, Condition?: object): object {
  return { Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) };
}

function repository(RepositoryName: string, ...Statement: unknown[]): readonly [string, object] {
  return ['ECR::Repository', { RepositoryName, RepositoryPolicyText: { Version: '2012-10-17', Statement } }];
}

/** The grants of a repository as lines. */
function grantsOf({ repositories, grants, principals }: RegistryParts, name: string): string[] {
  return repositories
    .find((each) => each.name === name)!
    .grants.map((place) => {
      const { principal, isDeny, classes, condition } = grants[place];
      const { name: who, relation } = principals[principal];
      const verb = isDeny ? 'denied' : 'allowed';
      return `${who} (${relation}): ${verb} ${classes.join(', ')}${condition === undefined ? '' : ` if ${condition}`}`;
    });
}

describe('registryParts', () => {
  test('says whom a policy names, by the relation to the account of the registry', async () => {
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: PLACE,
        resources: {
          Api: repository(
            'api',
            allow({ AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/own' } }),
            allow({ AWS: ['arn:aws:iam::444455556666:root', 'arn:aws:iam::999988887777:role/x'] }),
            allow({ Service: 'lambda.amazonaws.com' }, PULL, { StringLike: { 'aws:SourceArn': 'arn:aws:lambda:*' } }),
            allow('*', 'ecr:*', { StringEquals: { 'aws:PrincipalOrgID': ['o-aaaaaaaaaa', 'o-bbbbbbbbbb'] } }),
            allow('*', 'ecr:BatchGetImage', { StringEquals: { 'aws:PrincipalAccount': '999988887777' } }),
            allow({ AWS: '*' }, 'ecr:BatchGetImage', { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
            allow({ AWS: { Ref: 'Who' } }, 'ecr:DescribeImages'),
            { Effect: 'Deny', NotPrincipal: { AWS: '111122223333' }, Action: 'ecr:BatchDeleteImage' },
          ),
        },
      },
      Other: { environment: 'aws://444455556666/eu-central-1', resources: { A: repository('a') } },
    });
    expect(grantsOf(await partsOf(files, [app]), 'api')).toEqual([
      'arn:aws:iam::111122223333:role/own (own): allowed pull',
      'arn:aws:iam::444455556666:root (known): allowed pull',
      'arn:aws:iam::999988887777:role/x (outside): allowed pull',
      'lambda.amazonaws.com (service): allowed pull if aws:SourceArn is like arn:aws:lambda:*',
      'o-aaaaaaaaaa (organization): allowed administer, delete, push, pull, read if aws:PrincipalOrgID is o-aaaaaaaaaa',
      'o-bbbbbbbbbb (organization): allowed administer, delete, push, pull, read if aws:PrincipalOrgID is o-bbbbbbbbbb',
      '999988887777 (outside): allowed pull if aws:PrincipalAccount is 999988887777',
      '* (everybody): allowed pull if aws:SourceIp is in 192.0.2.0/24',
      '${Who} (unknown): allowed read',
      'all but 111122223333 (everybody): denied delete',
    ]);
  });

  test('has one entry for a principal in each relation, and one grant for all that is equal', async () => {
    const root = (account: string) => allow({ AWS: `arn:aws:iam::${account}:root` });
    const both = [root('111122223333'), root('999988887777')];
    const app = writeApp(files, 'cdk.out', {
      One: {
        environment: PLACE,
        resources: { A: repository('a', ...both), B: repository('b', ...[...both].reverse()) },
      },
      Two: { environment: 'aws://444455556666/eu-central-1', resources: { C: repository('c', ...both) } },
    });
    const parts = await partsOf(files, [app]);
    expect(parts.principals.map(({ name, relation, account }) => [name, relation, account])).toEqual([
      ['arn:aws:iam::111122223333:root', 'own', '111122223333'],
      ['arn:aws:iam::999988887777:root', 'outside', '999988887777'],
      ['arn:aws:iam::111122223333:root', 'known', '111122223333'],
    ]);
    expect([parts.grants.length, parts.statements.length]).toEqual([3, 2]);
    expect(JSON.parse(parts.statements[0])).toEqual(both[0]);
    expect(parts.statements[0]).toContain('\n');
  });

  test('says that a policy is not known, is no JSON, or could not be read', async () => {
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: PLACE,
        resources: {
          A: ['ECR::Repository', { RepositoryName: 'a', RepositoryPolicyText: { 'Fn::GetAtt': ['Maker', 'Policy'] } }],
          B: ['ECR::Repository', { RepositoryName: 'b', RepositoryPolicyText: 'no JSON' }],
          C: repository('c', { 'Fn::GetAtt': ['Maker', 'Statement'] }),
        },
      },
    });
    const unread = [{ action: 'ecr:GetRepositoryPolicy', of: 'd', code: 'AccessDenied', message: '' }];
    const snapshot = writeRegistry(files, 'snapshot', { d: {} }, { unread });
    const parts = await partsOf(files, [app, snapshot]);
    expect(['a', 'b', 'c', 'd'].flatMap((name) => grantsOf(parts, name))).toEqual([
      '${Maker.Policy} (unknown): allowed ',
      'a statement that cannot be read (unknown): allowed ',
      '${Maker.Statement} (unknown): allowed ',
      '${could not be read} (unknown): allowed ',
    ]);
  });

  test('has the grants of registry policies', async () => {
    const statement = {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::999988887777:root' },
      Action: ['ecr:ReplicateImage', 'ecr:CreateRepository'],
      Resource: 'arn:aws:ecr:eu-central-1:111122223333:repository/prod/*',
    };
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: PLACE,
        resources: {
          Policy: ['ECR::RegistryPolicy', { PolicyText: { Version: '2012-10-17', Statement: [statement] } }],
        },
      },
    });
    const { registries, grants, principals } = await partsOf(files, [app]);
    const [{ grants: places, settings }] = registries;
    expect(places.map((place) => [principals[grants[place].principal].relation, grants[place].classes])).toEqual([
      ['outside', ['push']],
    ]);
    expect(settings[1]).toEqual({
      name: 'Registry policy',
      lines: ['arn:aws:iam::999988887777:root may push on prod/*'],
      path: 'Images/Policy',
    });
  });
});
