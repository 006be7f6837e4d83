import { existsSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnRepository } from 'aws-cdk-lib/aws-ecr';
import { RepositoryAccess } from '../../src/access/repository-access';
import { ImageTagMutability } from '../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../src/repository/private-repository';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';

// The built-in validation of CloudFormation templates, which exists only in newer releases than the floor.

const validation = process.env.CDK_VALIDATION;
beforeAll(() => {
  process.env.CDK_VALIDATION = 'true';
});
afterAll(() => {
  process.env.CDK_VALIDATION = validation;
  process.exitCode = 0;
});

function synth(fill: (stack: Stack) => void): { failed: boolean; report: string } {
  const app = new App({ context: { '@aws-cdk/core:strictCfnValidateErrors': true } });
  fill(new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } }));
  const print = jest.spyOn(console, 'error').mockImplementation();
  const log = jest.spyOn(console, 'log').mockImplementation();
  process.exitCode = 0;
  let thrown = '';
  try {
    app.synth();
  } catch (error) {
    thrown = String(error);
  }
  const report = [...print.mock.calls, ...log.mock.calls].flat().join('\n') + thrown;
  print.mockRestore();
  log.mockRestore();
  return { failed: process.exitCode === 1 || thrown !== '', report };
}

test('this runs against a release that has the validation', () => {
  const lib = require.resolve('aws-cdk-lib/package.json');
  expect(existsSync(join(lib, '../core/lib/validation/cloudformation-validate-plugin.js'))).toBe(true);
});

test('it finds what is wrong, so that its silence means something', () => {
  const { failed, report } = synth((stack) => {
    new CfnRepository(stack, 'Bad', { imageTagMutability: 'SOMETIMES' });
  });
  expect(report).toContain('SOMETIMES');
  expect(failed).toBe(true);
});

test('it finds nothing in what the library renders', () => {
  const { failed, report } = synth((stack) => {
    new PrivateRepository(stack, 'Defaults', { repositoryName: 'team/defaults' });
    new PrivateRepository(stack, 'Full', {
      repositoryName: 'team/full',
      encryption: RepositoryEncryption.awsManaged(),
      tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest', 'dev-*'] }),
      access: [
        RepositoryAccess.pullFromAccounts(['444455556666']),
        RepositoryAccess.pushFromAccounts(['444455556666']),
        RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5'),
        RepositoryAccess.pullFromOrganizationPaths(['o-a1b2c3d4e5/r-ab12/*']),
        RepositoryAccess.pullFromLambda({ accounts: ['444455556666'] }),
      ],
      tags: { team: 'a' },
    });
  });
  expect({ failed, report }).toEqual({ failed: false, report: '' });
});
