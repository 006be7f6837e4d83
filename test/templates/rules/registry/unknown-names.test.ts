import { Aws } from 'aws-cdk-lib';
import { cache, OTHER_ACCOUNT, RECOVERY, replication, to } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { findingsOfRule, problemsOf } from '../../../checks/support';

const rule = EcrRule.UNKNOWN_NAME;

test('reports an unknown region of a destination as a warning, with the nearest known one', () => {
  const [found, ...others] = findingsOfRule(rule, (stack) => {
    replication(stack, 'Replication', [to(RECOVERY), to('us-eats-1'), to(Aws.REGION)]);
  });
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    at: 'Properties/ReplicationConfiguration/Rules/0/Destinations/1/Region',
    severity: 'warning',
    text: expect.stringContaining('no region that the library knows; the nearest is "us-east-1"') as string,
    fix: 'correct it, or acknowledge that it is right',
  });
});

test('does not report a text that cannot be a region, which another rule reports', () => {
  expect(problemsOf(rule, (stack) => replication(stack, 'Replication', [to('Frankfurt')]))).toEqual([]);
});

test('reports unknown upstream registries, hosts and regions of hosts, with the nearest known ones', () => {
  const problems = (upstreamRegistryUrl: string, upstreamRegistry?: string) =>
    problemsOf(rule, (stack) => cache(stack, 'Cache', { upstreamRegistryUrl, upstreamRegistry }));
  expect([
    ...problems('quay.io', 'quai'),
    ...problems('kuay.io'),
    ...problems(`${OTHER_ACCOUNT}.dkr.ecr.eu-wset-1.amazonaws.com`),
  ]).toEqual([
    expect.stringMatching(/UpstreamRegistry: UpstreamRegistry is "quai", which is no .*the nearest is "quay"/),
    expect.stringMatching(/UpstreamRegistryUrl: UpstreamRegistryUrl is "kuay.io", which .*the nearest is "quay.io"/),
    expect.stringMatching(/UpstreamRegistryUrl: .*no region .*the nearest is "eu-west-1"/),
  ]);
  expect([...problems('quay.io', 'quay'), ...problems('https://kuay.io')]).toEqual([]);
});
