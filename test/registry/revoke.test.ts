import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RegistryScanning } from '../../src/facades/registry-scanning';
import { UpstreamRegistry } from '../../src/registry/caches/upstream-registry';
import { RegistryPolicyStatement } from '../../src/registry/policy/registry-policy-statement';
import { Registry } from '../../src/registry/registry';
import type { RegistryProps } from '../../src/registry/registry';
import { RegistryRemovalPolicy } from '../../src/registry/registry-removal-policy';
import { ImageSigningProfile } from '../../src/registry/signing/image-signing-profile';
import { outside } from '../support/outside';

const { RETAIN, REVOKE } = RegistryRemovalPolicy;
const ENV = { account: '111122223333', region: 'eu-west-1' };
const OTHER = '999999999999';

type Line = (registry: Registry) => void;

/** The lines of an app that give something to others, and the types of the resources that they make. */
const LINES: [name: string, line: Line, types: string[]][] = [
  [
    'a statement of the registry policy',
    (registry) =>
      registry.addToPolicy(
        RegistryPolicyStatement.allowReplicationFrom({ account: OTHER, repositoryPrefixes: ['prod/'] }),
      ),
    ['RegistryPolicy'],
  ],
  [
    'replication to another account',
    (registry) =>
      void registry.replicateTo(outside(registry, { account: OTHER, region: 'eu-central-1' }), {
        repositoryPrefixes: ['prod/'],
      }),
    ['ReplicationConfiguration'],
  ],
  [
    'replication from another account',
    (registry) => registry.acceptReplicationFrom({ account: OTHER, repositoryPrefixes: ['prod/'] }),
    ['ManagedPolicy', 'RegistryPolicy', 'RepositoryCreationTemplate', 'Role'],
  ],
  [
    'creation of repositories by a push',
    (registry) => registry.addCreateOnPush('Team', { prefix: 'team/', settings: { tags: { team: 'one' } } }),
    ['ManagedPolicy', 'RepositoryCreationTemplate', 'Role'],
  ],
  [
    'a pull-through cache',
    (registry) =>
      void registry.addPullThroughCache('Ecr', {
        upstream: UpstreamRegistry.ecr({ account: OTHER, region: 'eu-west-1' }),
      }),
    ['ManagedPolicy', 'ManagedPolicy', 'PullThroughCacheRule', 'RepositoryCreationTemplate', 'Role', 'Role'],
  ],
  [
    'an exclusion from pull times',
    (registry) =>
      registry.excludeFromPullTime(iam.Role.fromRoleArn(registry, 'Scanner', 'arn:aws:iam::111122223333:role/scanner')),
    ['PullTimeUpdateExclusion'],
  ],
];

function templateOf(line: Line | undefined, props: RegistryProps = {}): object {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  // The key of the stack is there before and after, so that only the line makes a difference.
  const registry = new Registry(stack, 'Registry', props);
  registry.repositoryKey();
  line?.(registry);
  return Template.fromStack(stack).toJSON() as object;
}

/** The impact of a change of templates on resources, as `type: impact`. Keys and aliases are of no interest here. */
function impacts(before: object, after: object): string[] {
  const found: string[] = [];
  fullDiff(before, after).resources.forEachDifference((_, change) => {
    const type = (change.oldResourceType ?? change.newResourceType)!.split('::')[2];
    if (!['Key', 'Alias'].includes(type)) found.push(`${type}: ${change.changeImpact}`);
  });
  return found.sort();
}

describe.each(LINES)('removing the line of %s', (_, line, types) => {
  const retained = templateOf(line, { removalPolicy: RETAIN });
  const revocable = templateOf(line);
  const removed = templateOf(undefined);

  test('deletes what it made, with its roles and policies', () => {
    expect(impacts(revocable, removed)).toEqual(types.map((type) => `${type}: ${ResourceImpact.WILL_DESTROY}`));
  });

  test('leaves everything in force under RETAIN', () => {
    expect(impacts(retained, templateOf(undefined, { removalPolicy: RETAIN }))).toEqual(
      types.map((type) => `${type}: ${ResourceImpact.WILL_ORPHAN}`),
    );
  });

  test('leaves everything in force in the very deployment that changes from RETAIN to REVOKE', () => {
    expect(impacts(retained, removed)).toEqual(types.map((type) => `${type}: ${ResourceImpact.WILL_ORPHAN}`));
  });

  test('revokes in the deployment after that', () => {
    expect(impacts(retained, revocable).filter((each) => !each.endsWith(ResourceImpact.WILL_UPDATE))).toEqual([]);
    expect(impacts(revocable, removed)).toHaveLength(types.length);
  });
});

test('removing one of two statements updates the registry policy', () => {
  const allow =
    (account: string): Line =>
    (registry) =>
      registry.addToPolicy(RegistryPolicyStatement.allowReplicationFrom({ account, repositoryPrefixes: ['prod/'] }));
  const both = templateOf((registry) => [OTHER, '888888888888'].forEach((account) => allow(account)(registry)));
  expect(impacts(both, templateOf(allow(OTHER)))).toEqual([`RegistryPolicy: ${ResourceImpact.WILL_UPDATE}`]);
});

describe.each([REVOKE, RETAIN])('under %s', (removalPolicy) => {
  test('scanning stays in force when it leaves the app', () => {
    const scanning = RegistryScanning.enhanced({ onPush: ['*'] });
    const before = templateOf(undefined, { removalPolicy, scanning });
    expect(impacts(before, templateOf(undefined, { removalPolicy }))).toEqual([
      `RegistryScanningConfiguration: ${ResourceImpact.WILL_ORPHAN}`,
    ]);
  });

  test('signing stays in force when it leaves the app', () => {
    const signing: Line = (registry) =>
      registry.addSigningRule({ profile: new ImageSigningProfile(registry, 'Profile') });
    const found = impacts(templateOf(signing, { removalPolicy }), templateOf(undefined, { removalPolicy }));
    expect(found).toContain(`SigningConfiguration: ${ResourceImpact.WILL_ORPHAN}`);
  });
});
