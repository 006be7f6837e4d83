import { RegionInfo } from 'aws-cdk-lib/region-info';
import { RegionInfo as NewestRegionInfo } from 'aws-cdk-lib-newest/region-info';
import * as fc from 'fast-check';
import { constraintOf, fitsSchema, regionsOf, SCHEMA_REGIONS } from './schemas/schemas';
import {
  hasDualLayerEncryption,
  hasOlderNames,
  hasOlderPrefixes,
  hasPullThroughCaches,
  hasSigning,
  isRegion,
  partitionOf,
  PUBLIC_REPOSITORY_REGION,
  REGIONS as OURS,
  urlSuffixOf,
} from '../../src/ecr/regions';
import { ResourceType } from '../../src/ecr/resource-type';

const REGIONS = [...new Set([...RegionInfo.regions, ...NewestRegionInfo.regions].map(({ name }) => name))];

describe('regions agree with the CDK:', () => {
  test.each([
    ['the oldest CDK', RegionInfo.regions],
    ['the newest CDK', NewestRegionInfo.regions],
  ])('the partition and URL suffix of every region are those of %s', (_, regions) => {
    expect(regions.length).toBeGreaterThan(40);
    for (const { name, partition, domainSuffix } of regions) {
      expect({ name, partition: partitionOf(name), domainSuffix: urlSuffixOf(name) }).toEqual({
        name,
        partition,
        domainSuffix,
      });
    }
  });

  test('an unknown region counts as commercial', () => {
    expect(partitionOf('ap-southeast-99')).toBe('aws');
    expect(urlSuffixOf('ap-southeast-99')).toBe('amazonaws.com');
  });

  test('the list of regions is that of the newest CDK', () => {
    expect([...OURS].sort()).toEqual(NewestRegionInfo.regions.map(({ name }) => name).sort());
  });

  test('the name of every region has the form of one', () => {
    for (const name of [...REGIONS, ...SCHEMA_REGIONS]) expect([name, isRegion(name)]).toEqual([name, true]);
  });

  test.each(['', 'eu-west', 'eu', 'EU-WEST-1', 'eu-west-1a', 'eu_west_1', 'eu-west-1 ', 'x'.repeat(24) + '-1', '*'])(
    '"%s" is no region',
    (text) => {
      expect(isRegion(text)).toBe(false);
    },
  );

  test('a text with the form of a region fits the schema of a replication destination', () => {
    const region = fc.stringMatching(/^[a-z]{2,4}(-[a-z]{1,9}){1,3}-[0-9]{1,2}$/);
    fc.assert(
      fc.property(region, (text) => {
        fc.pre(isRegion(text));
        expect(fitsSchema(text, ResourceType.REPLICATION_CONFIGURATION, 'Region')).toBe(true);
      }),
    );
  });
});

describe('regions agree with the CloudFormation schemas:', () => {
  test('managed signing is available where its resource type is', () => {
    expect(SCHEMA_REGIONS.filter(hasSigning)).toEqual(regionsOf(ResourceType.SIGNING_CONFIGURATION));
  });

  test('pull-through caches are available where their resource type is', () => {
    expect(SCHEMA_REGIONS.filter(hasPullThroughCaches)).toEqual(regionsOf(ResourceType.PULL_THROUGH_CACHE_RULE));
  });

  test('public repositories are available in one commercial region', () => {
    const commercial = regionsOf(ResourceType.PUBLIC_REPOSITORY).filter((region) => partitionOf(region) === 'aws');
    expect(commercial).toEqual([PUBLIC_REPOSITORY_REGION]);
  });

  test('names follow the older schema where the schema of repositories is the older one', () => {
    const [current, older] = ['eu-west-1', 'cn-north-1'].map(namePattern);
    expect(current).not.toBe(older);
    for (const region of SCHEMA_REGIONS) expect(namePattern(region)).toBe(hasOlderNames(region) ? older : current);
  });

  test('prefixes follow the older schema where that of names or of templates is the older one', () => {
    const older = SCHEMA_REGIONS.filter(
      (region) => hasOlderNames(region) || prefixPattern(region) !== prefixPattern('eu-west-1'),
    );
    expect(SCHEMA_REGIONS.filter(hasOlderPrefixes)).toEqual(older);
    expect(older).toContain('me-south-1');
  });
});

test('dual-layer encryption is available only in AWS GovCloud (US)', () => {
  expect(REGIONS.filter(hasDualLayerEncryption)).toEqual(
    REGIONS.filter((region) => partitionOf(region) === 'aws-us-gov'),
  );
});

test('an unresolved region has the current schema', () => {
  expect([hasOlderNames(undefined), hasOlderPrefixes(undefined)]).toEqual([false, false]);
});

function namePattern(region: string): string | undefined {
  return constraintOf(ResourceType.REPOSITORY, 'RepositoryName', region).pattern;
}

function prefixPattern(region: string): string | undefined {
  return constraintOf(ResourceType.CREATION_TEMPLATE, 'Prefix', region).pattern;
}
