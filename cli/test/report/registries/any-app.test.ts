import * as fc from 'fast-check';
import { partsOf, writeApp } from './support';
import type { TestStack } from './support';
import { registryParts } from '../../../src/report/registries/registry-parts';
import type { RegistryParts } from '../../../src/report/registries/registry-parts';
import { writeRegistry } from '../../registries';
import { POLICY, Workspace } from '../../support';

const PLACES = ['aws://111122223333/eu-central-1', 'aws://444455556666/eu-west-1', undefined];

let files: Workspace;
beforeEach(() => (files = new Workspace()));
afterEach(() => files.remove());

/** Values of a template, of which most are not what they should be. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    { Ref: 'X' },
    { 'Fn::GetAtt': ['X', 'Arn'] },
    '',
    null,
    0,
    [],
    {},
    'a/b',
    'constructor',
    '*',
    ['*'],
    true,
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const statement = fc.record(
  {
    Effect: fc.constantFrom<unknown>('Allow', 'Deny', { Ref: 'X' }),
    Principal: fc.oneof(
      fc.constant('*'),
      fc.record({ AWS: anything, Service: anything }, { requiredKeys: [] }),
      anything,
    ),
    Action: fc.oneof(fc.constantFrom('ecr:*', 'ecr:BatchGetImage'), anything),
    Condition: fc.oneof(fc.constant({ StringEquals: { 'aws:PrincipalOrgID': 'o-aaaaaaaaaa' } }), anything),
  },
  { requiredKeys: [] },
);
const policy = fc.oneof(fc.record({ Version: fc.constant('2012-10-17'), Statement: fc.array(statement) }), anything);
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'ECR::Repository': [
    ...['RepositoryName', 'Tags', 'LifecyclePolicy', 'EncryptionConfiguration', 'ImageScanningConfiguration'],
    ...['ImageTagMutability', 'ImageTagMutabilityExclusionFilters'],
  ],
  'ECR::PublicRepository': ['RepositoryName', 'Tags'],
  'ECR::RegistryScanningConfiguration': ['ScanType', 'Rules'],
  'ECR::ReplicationConfiguration': ['ReplicationConfiguration'],
  'ECR::PullThroughCacheRule': ['EcrRepositoryPrefix', 'UpstreamRegistryUrl', 'UpstreamRepositoryPrefix'],
  'ECR::RepositoryCreationTemplate': ['Prefix', 'AppliedFor', 'ResourceTags', 'LifecyclePolicy', 'CustomRoleArn'],
  'ECR::SigningConfiguration': ['Rules'],
  'ECR::PullTimeUpdateExclusion': ['PrincipalArn'],
  'ECR::RegistryPolicy': [],
};
const resource = fc.constantFrom(...Object.keys(PROPERTIES)).chain((type) =>
  fc
    .record(
      {
        ...Object.fromEntries(PROPERTIES[type].map((name) => [name, anything])),
        ...{ RepositoryPolicyText: policy, PolicyText: policy, RepositoryPolicy: policy },
      },
      { requiredKeys: [] },
    )
    .map((properties): readonly [string, object] => [type, properties]),
);
const stack = fc.record({
  environment: fc.constantFrom(...PLACES),
  resources: fc
    .array(resource, { maxLength: 6 })
    .map((all) => Object.fromEntries(all.map((each, index) => [`R${index}`, each]))),
});

/** Whether all places that parts name are there. */
function expectWhole({ registries, repositories, lifecycles, grants, principals, statements }: RegistryParts): void {
  const isIn = (list: readonly unknown[]) => (place: number) => list[place] !== undefined;
  for (const { registry, replicas, lifecycle, grants: own } of repositories) {
    expect([registry, ...replicas].every(isIn(registries))).toBe(true);
    expect(lifecycle === undefined || isIn(lifecycles)(lifecycle)).toBe(true);
    expect(own.every(isIn(grants))).toBe(true);
  }
  for (const { replications, grants: own } of registries) {
    expect(replications.map(({ to }) => to).every(isIn(registries))).toBe(true);
    expect(own.every(isIn(grants))).toBe(true);
  }
  expect(grants.every((each) => isIn(principals)(each.principal) && isIn(statements)(each.statement))).toBe(true);
}

/** All but what has no JSON. */
function textOf({ placeOf: _, inSnapshots: __, ...parts }: RegistryParts): string {
  return JSON.stringify(parts);
}

describe('registryParts', () => {
  test('never fails, and leaves no hole in any text, whatever a template has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stack, { minLength: 1, maxLength: 3 }), async (stacks) => {
        const app = writeApp(
          files,
          'cdk.out',
          Object.fromEntries(stacks.map((each, index) => [`S${index}`, each as TestStack])),
        );
        const parts = await partsOf(files, [app]);
        expectWhole(parts);
        expect(textOf(parts)).not.toMatch(/[\uE000\uE001]/);
        expect(parts.registries.map(({ name }) => name)).toEqual(parts.registries.map(({ name }) => name).sort());
      }),
      { numRuns: 100 },
    );
  });

  test('has few grants, principals and statements, however many repositories have equal policies', async () => {
    const statements = ['222222222222', '333333333333'].map((account) => ({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: ['ecr:BatchGetImage', 'ecr:PutImage'],
    }));
    const repositories = Array.from({ length: 1000 }, (_, index) => [
      `team-${index % 7}/${index}`,
      {
        lifecyclePolicy: POLICY,
        policy: { Version: '2012-10-17', Statement: index % 2 ? statements : [...statements].reverse() },
      },
    ]);
    const snapshot = writeRegistry(files, 'snapshot', Object.fromEntries(repositories));
    const parts = await partsOf(files, [snapshot]);
    const { lifecycles, grants, principals, statements: texts } = parts;
    expect(parts.repositories).toHaveLength(1000);
    expect([lifecycles, grants, principals, texts].map(({ length }) => length)).toEqual([1, 2, 2, 2]);
  });

  test('is the same in any order of resources and inputs', async () => {
    const one = { 'b/x': { policy: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:*' }] } }, a: {} };
    const two = Object.fromEntries(Object.entries(one).reverse());
    const lists = [];
    for (const [index, repositories] of [one, two].entries()) {
      const snapshot = writeRegistry(files, `snapshot-${index}`, repositories);
      const other = writeRegistry(files, `other-${index}`, repositories, { region: 'eu-west-1' });
      lists.push(textOf(await partsOf(files, index === 0 ? [snapshot, other] : [other, snapshot])));
    }
    expect(lists[0]).toBe(lists[1]);
  });

  test('is empty without inputs', async () => {
    const inputs = { inputs: [], snapshots: [], uses: [], useFiles: [], choices: {}, evidence: new Map() };
    const parts = await registryParts({ ...inputs, at: new Date() });
    expect([parts.registries, parts.repositories, parts.grants]).toEqual([[], [], []]);
  });
});
