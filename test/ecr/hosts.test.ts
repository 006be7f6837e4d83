import * as fc from 'fast-check';
import { SCHEMA_REGIONS } from './schemas/schemas';
import { parseRegistryHost, referenceSuffix, registryHost } from '../../src/ecr/hosts';
import { urlSuffixOf } from '../../src/ecr/regions';
import { RepositoryEndpoint } from '../../src/ecr/repository-endpoint';
import { UPSTREAMS } from '../../src/ecr/upstreams';

const parts = { account: '111122223333', region: 'us-gov-west-1', urlSuffix: 'amazonaws.com' };

test.each([
  [RepositoryEndpoint.STANDARD, '111122223333.dkr.ecr.us-gov-west-1.amazonaws.com'],
  [RepositoryEndpoint.FIPS, '111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com'],
  [RepositoryEndpoint.DUAL_STACK, '111122223333.dkr-ecr.us-gov-west-1.on.aws'],
  [RepositoryEndpoint.DUAL_STACK_FIPS, '111122223333.dkr-ecr-fips.us-gov-west-1.on.aws'],
])('the host of a registry at the endpoint %s is %s', (endpoint, host) => {
  expect(registryHost(parts, endpoint)).toBe(host);
});

test('the host of a registry is at the standard endpoint by default', () => {
  expect(registryHost(parts)).toBe(registryHost(parts, RepositoryEndpoint.STANDARD));
});

test('the standard host of every registry is parsed, and belongs to the upstream Amazon ECR only', () => {
  const account = fc.stringMatching(/^[0-9]{12}$/);
  fc.assert(
    fc.property(account, fc.constantFrom(...SCHEMA_REGIONS), (id, region) => {
      const host = registryHost({ account: id, region, urlSuffix: urlSuffixOf(region) });
      expect(parseRegistryHost(host)).toEqual({ account: id, region });
      expect(UPSTREAMS.filter(({ hosts }) => hosts.test(host)).map(({ type }) => type)).toEqual(['ecr']);
    }),
  );
});

test.each([
  'public.ecr.aws',
  '11112222333.dkr.ecr.eu-west-1.amazonaws.com',
  '111122223333.dkr.ecr-fips.us-east-1.amazonaws.com',
  '111122223333.dkr-ecr.eu-west-1.on.aws',
  '111122223333.dkr.ecr.eu-west-1',
  'https://111122223333.dkr.ecr.eu-west-1.amazonaws.com',
])('%s is not parsed as a standard host', (host) => {
  expect(parseRegistryHost(host)).toBeUndefined();
});

test.each([
  [undefined, ''],
  ['', ''],
  ['1.2', ':1.2'],
  ['sha256:abc', '@sha256:abc'],
])('the tag or digest %s adds "%s" to a URI', (tagOrDigest, suffix) => {
  expect(referenceSuffix(tagOrDigest)).toBe(suffix);
});
