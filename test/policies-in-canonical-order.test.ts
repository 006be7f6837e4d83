import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as fc from 'fast-check';
import { ImagePushRole } from '../src/ci/image-push-role';
import { WorkloadIdentity } from '../src/ci/workload-identity';
import { RegistryEvents } from '../src/facades/registry-events';
import { EventLogTarget } from '../src/monitoring/event-log-target';
import { Registry } from '../src/registry/registry';
import { ImageSigningProfile } from '../src/registry/signing/image-signing-profile';
import { PrivateRepository } from '../src/repository/private-repository';
import { PublicRepository } from '../src/repository/public-repository';

const ENV = { account: '111122223333', region: 'us-east-1' };
const RUNS = { numRuns: 25 };

/** A template with everything that a function declares, in which the order of lists counts. */
function templateOf(declare: (stack: Stack) => void): unknown {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  declare(stack);
  return Template.fromStack(stack).toJSON();
}

/** All elements of a list, in any order. */
function shuffled<T>(elements: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...elements], { minLength: elements.length });
}

describe('the order of declarations does not show in', () => {
  const LOGS = ['Pushes', 'Pulls'];
  const RULES = ['One', 'Two', 'Three'];
  const WRITERS = LOGS.flatMap((log) => RULES.map((rule) => ({ log, rule })));

  test('the policy of event logs', () => {
    const declare = (writers: readonly { log: string; rule: string }[]) => (stack: Stack) => {
      const events = RegistryEvents.fromRegistry(new Registry(stack, 'Registry'));
      const groups = new Map(LOGS.map((id) => [id, new logs.LogGroup(stack, id)]));
      for (const { log, rule } of writers) {
        events.onImagePushed(`${log}${rule}`, { target: new EventLogTarget(groups.get(log)!) });
      }
    };
    const expected = templateOf(declare(WRITERS));
    fc.assert(
      fc.property(shuffled(WRITERS), (writers) => {
        expect(templateOf(declare(writers))).toEqual(expected);
      }),
      RUNS,
    );
  });

  const NAMES = ['a', 'b', 'c'];
  const STEPS = ['role', 'signingRule', 'otherSigningRule', 'role2'];

  /** Declares a push role and what adds to its policy, in an order. */
  const declareRole =
    (steps: readonly string[], names: readonly string[]) =>
    (stack: Stack): void => {
      const registry = new Registry(stack, 'Registry');
      const sign = (prefix: string) => {
        const profile = new ImageSigningProfile(stack, `Profile-${prefix}`);
        registry.addSigningRule({ profile, repositoryFilters: [`${prefix}*`] });
      };
      const role = (id: string) => {
        const { managedPolicy } = new ImagePushRole(stack, id, {
          identity: WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', repositoryId: '456', branch: 'main' }),
          repositories: names.map((name) => repositoryOf(`one/${name}`)),
          publicRepositories: names.map((name) => galleryOf(name)),
          prefixes: names.map((name) => `team-${name}/`),
        });
        const extra = names.map((name) => new iam.PolicyStatement({ actions: ['ecr:ListImages'], resources: [name] }));
        managedPolicy.addStatements(...extra);
      };
      const repositoryOf = (repositoryName: string) =>
        (stack.node.tryFindChild(repositoryName.replace('/', '-')) as PrivateRepository | undefined) ??
        new PrivateRepository(stack, repositoryName.replace('/', '-'), { repositoryName });
      const galleryOf = (name: string) =>
        (stack.node.tryFindChild(`Public-${name}`) as PublicRepository | undefined) ??
        new PublicRepository(stack, `Public-${name}`);
      const declarations: Record<string, () => void> = {
        role: () => role('Ci'),
        role2: () => role('OtherCi'),
        signingRule: () => sign('one/'),
        otherSigningRule: () => sign('one/b'),
      };
      steps.forEach((step) => declarations[step]());
    };

  test('the policy of a push role', () => {
    const expected = templateOf(declareRole(STEPS, NAMES));
    fc.assert(
      fc.property(shuffled(STEPS), shuffled(NAMES), (steps, names) => {
        expect(templateOf(declareRole(steps, names))).toEqual(expected);
      }),
      RUNS,
    );
  });
});
