import { Aws } from 'aws-cdk-lib';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { mistakesInRegion } from '../../../src/ecr/mistakes/regions';
import { REGIONS } from '../../../src/ecr/regions';

const mistakes = (region: unknown) => [...mistakesInRegion(EcrRule.REPLICATION_CONFIGURATION, region)];

test('known regions and a region known only at deployment have no mistake', () => {
  expect([...REGIONS, Aws.REGION].flatMap(mistakes)).toEqual([]);
});

test('a text that cannot be a region is a mistake of the rule that checks it', () => {
  expect(['Frankfurt', '', undefined, 1].flatMap(mistakes).map(({ id }) => id)).toEqual(
    Array(4).fill(EcrRule.REPLICATION_CONFIGURATION),
  );
});

test('an unknown region is a warning with the nearest known one', () => {
  expect(mistakes('eu-cental-1')).toEqual([
    expect.objectContaining({
      id: EcrRule.UNKNOWN_NAME,
      found: 'eu-cental-1',
      which: 'is no region that the library knows; the nearest is "eu-central-1"',
    }),
  ]);
  expect(mistakes('xx-nowhereatall-77')[0].which).toBe('is no region that the library knows');
});
