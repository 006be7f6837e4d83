import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Aspects, ConstructSelector, Mixins, Shims, Stack, Stage } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { DECLARED, ENV, repositoryOf, stackOf } from './support';
import { RepositoryAccess } from '../../src/access/repository-access';
import * as mixins from '../../src/mixins';
import { ImageTagMutability } from '../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../src/repository/private-repository';
import type { RepositorySettings } from '../../src/repository/repository-settings';
import { warningsOf } from '../support/warnings';

const BASELINES: [string, RepositorySettings][] = [
  ['the defaults', {}],
  [
    'a company',
    {
      tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest'] }),
      access: [RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5')],
      tags: { team: 'platform' },
    },
  ],
];

describe.each(BASELINES)('the baseline of %s', (_, settings) => {
  test.each(DECLARED)(
    'makes an %s the same as a PrivateRepository, so that it passes the same controls',
    (name, declare) => {
      const [stack, ours] = [stackOf(), stackOf()];
      new PrivateRepository(ours, 'Api', settings);
      declare(stack).with(new mixins.RepositoryBaseline({ ...settings, replaceRepositories: true }));
      // The L2 says Retain itself.
      const deletionPolicy = name === 'L2' ? { DeletionPolicy: 'Retain' } : {};
      expect(repositoryOf(stack)).toEqual({ ...repositoryOf(ours), ...deletionPolicy });
      expect(warningsOf(stack)).toEqual([]);
    },
  );

  test('changes nothing when it is applied again', () => {
    const [once, twice] = [stackOf(), stackOf()];
    const mixin = new mixins.RepositoryBaseline({ ...settings, replaceRepositories: true });
    new ecr.Repository(once, 'Api').with(mixin);
    new ecr.Repository(twice, 'Api').with(mixin, mixin, new mixins.RepositoryBaseline());
    expect(repositoryOf(twice)).toEqual(repositoryOf(once));
  });
});

test('the baseline sets what an included template leaves out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'included-'));
  try {
    const templateFile = join(folder, 'template.json');
    const text = '{"rules":[]}';
    writeFileSync(
      templateFile,
      JSON.stringify({
        Resources: {
          Included: {
            Type: 'AWS::ECR::Repository',
            DeletionPolicy: 'Delete',
            Properties: {
              RepositoryName: 'team/api',
              ImageTagMutability: 'MUTABLE',
              LifecyclePolicy: { LifecyclePolicyText: text },
              RepositoryPolicyText: { Statement: [{ Sid: 'Owners', Effect: 'Deny', Principal: '*', Action: 'ecr:*' }] },
            },
          },
        },
      }),
    );
    const stack = stackOf();
    new CfnInclude(stack, 'Include', { templateFile });
    Mixins.of(stack, ConstructSelector.resourcesOfType('AWS::ECR::Repository')).apply(
      new mixins.RepositoryBaseline({ access: [RepositoryAccess.pullFromAccounts(['444455556666'])] }),
    );
    const { DeletionPolicy, Properties } = repositoryOf(stack);
    expect(DeletionPolicy).toBe('Delete');
    expect(Properties).toMatchObject({
      ImageTagMutability: 'MUTABLE',
      LifecyclePolicy: { LifecyclePolicyText: text },
      ImageScanningConfiguration: { ScanOnPush: true },
    });
    expect(Properties.RepositoryPolicyText.Statement).toHaveLength(2);
    expect(warningsOf(stack)).toEqual([expect.stringContaining('cdk-ecr::encryptionStays')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the baseline covers the repositories that exist when it is applied, also in stages; as an aspect also later ones', () => {
  const immutable = (stack: ReturnType<typeof stackOf>) =>
    repositoryOf(stack).Properties.ImageTagMutability === 'IMMUTABLE';
  const app = new App();
  const nested = new Stage(app, 'Stage', { env: ENV });
  const before = stackOf();
  const [inStage, later] = [new Stack(nested, 'InStage', { env: ENV }), new Stack(app, 'Later', { env: ENV })];
  new ecr.Repository(inStage, 'Api');
  Mixins.of(app).apply(new mixins.RepositoryBaseline());
  new ecr.Repository(later, 'Api');
  new ecr.Repository(before, 'Api');
  expect([inStage, later].map(immutable)).toEqual([true, false]);

  Aspects.of(before.node.root).add(
    Shims.asAspect(new mixins.RepositoryBaseline({ strategy: mixins.MixinStrategy.OVERRIDE })),
  );
  expect(immutable(before)).toBe(true);
});

test('the baseline leaves scanning to the owner with scanOnPush: false', () => {
  const stack = stackOf();
  new ecr.Repository(stack, 'Api').with(new mixins.RepositoryBaseline({ scanOnPush: false }));
  expect(repositoryOf(stack).Properties).not.toHaveProperty('ImageScanningConfiguration');
});
