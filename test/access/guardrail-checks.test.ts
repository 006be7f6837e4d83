import { App, Stack } from 'aws-cdk-lib';
import { RepositoryAccess } from '../../src/access/repository-access';
import type { DenyOutsideOptions } from '../../src/access/repository-access-options';
import { RepositoryPerimeter } from '../../src/access/repository-perimeter';
import { Registry } from '../../src/registry/registry';
import { PrivateRepository } from '../../src/repository/private-repository';

const ACCOUNT = '111122223333';
const { organization, organizationPaths, vpcs, vpcEndpoints } = RepositoryPerimeter;
const outside = (perimeter: RepositoryPerimeter, options?: DenyOutsideOptions) =>
  RepositoryAccess.denyOutside(perimeter, options);
const A = 'o-a1b2c3d4e5';
const B = 'o-bbbbbbbbbb';

const stackIn = (env?: { account: string; region: string }) => new Stack(new App(), 'Stack', { env });
const declare = (access: RepositoryAccess[], env = { account: ACCOUNT, region: 'eu-west-1' }) =>
  new PrivateRepository(stackIn(env), 'Repository', { access });
const deployedBy = (...deploymentRoles: string[]) => [outside(vpcs(['vpc-12345678']), { deploymentRoles })];

describe('a deployment role', () => {
  test('of another account only would lock everybody out, so it is an error', () => {
    expect(() => declare(deployedBy('arn:aws:iam::999922223333:role/deploy'))).toThrow(
      'RepositoryAccess.denyOutside at Stack/Repository: deploymentRoles is ["arn:aws:iam::999922223333:role/deploy"] but ' +
        'must name a role that starts with arn:aws:iam::111122223333:, because otherwise nobody can change or delete the ' +
        'repository any more; name the role with which CloudFormation deploys the repository, or leave the property out',
    );
  });

  test('of another partition is an error', () => {
    const env = { account: ACCOUNT, region: 'us-gov-west-1' };
    expect(() => declare(deployedBy(`arn:aws:iam::${ACCOUNT}:role/deploy`), env)).toThrow(
      /must name a role that starts with arn:aws-us-gov:iam::111122223333:/,
    );
    expect(() => declare(deployedBy(`arn:aws-us-gov:iam::${ACCOUNT}:role/deploy`), env)).not.toThrow();
  });

  test('of the own account is enough, also beside one of another account', () => {
    const access = deployedBy('arn:aws:iam::999922223333:role/deploy', `arn:aws:iam::${ACCOUNT}:role/deploy`);
    expect(() => declare(access)).not.toThrow();
  });

  test('is not judged where the account is not known', () => {
    const stack = stackIn();
    const access = deployedBy('arn:aws:iam::999922223333:role/deploy');
    expect(() => new PrivateRepository(stack, 'Repository', { access })).not.toThrow();
  });
});

describe('two perimeters', () => {
  test.each<[string, RepositoryAccess[], string]>([
    ['two organizations', [outside(organization(A)), outside(organization(B))], `"${A} and ${B}"`],
    [
      'an organization and units of another one',
      [outside(organization(A)), outside(organizationPaths([`${B}/r-ab12/ou-ab12-11111111/*`]))],
      `"${A} and ${B}"`,
    ],
    [
      'two VPCs, one by one',
      [outside(vpcs(['vpc-12345678'])), outside(vpcs(['vpc-87654321']))],
      '"vpc-12345678 and vpc-87654321"',
    ],
  ])('that nobody is inside are an error: %s', (_, access, found) => {
    const text =
      `perimeter is ${found} but must have something in common with each other perimeter, because nobody is inside both; ` +
      'name all VPCs or VPC endpoints in one perimeter; for a second organization, name its accounts in exceptAccounts';
    expect(() => declare(access)).toThrow(text);
    const repository = declare([access[0]]);
    expect(() => repository.grants.admit(access[1])).toThrow(text);
  });

  test.each<[string, RepositoryAccess[]]>([
    ['an organization and a network', [outside(organization(A)), outside(vpcEndpoints(['vpce-12345678']))]],
    ['a VPC and endpoints', [outside(vpcs(['vpc-12345678'])), outside(vpcEndpoints(['vpce-12345678']))]],
    ['lists that overlap', [outside(vpcs(['vpc-12345678', 'vpc-1'.padEnd(12, '1')])), outside(vpcs(['vpc-12345678']))]],
    [
      'an organization and its units',
      [outside(organization(A)), outside(organizationPaths([`${A}/r-ab12/ou-ab12-11111111/*`]))],
    ],
    [
      'two organizations, one of which exempts accounts',
      [outside(organization(A), { exceptAccounts: ['444455556666'] }), outside(organization(B))],
    ],
  ])('that somebody is inside are fine: %s', (_, access) => {
    expect(() => declare(access)).not.toThrow();
  });
});

test('a creation template fails at synthesis for perimeters that nobody is inside', () => {
  const stack = stackIn({ account: ACCOUNT, region: 'eu-west-1' });
  new Registry(stack, 'Registry').addCreateOnPush('Team', {
    prefix: 'team/',
    settings: { access: [outside(organization(A)), outside(organization(B))] },
  });
  expect(() => stack.node.root.node.findAll() && (stack.node.root as App).synth()).toThrow(/nobody is inside both/);
});
