import { Aws } from 'aws-cdk-lib';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { mistakesInRegion } from '../../../src/ecr/mistakes/regions';
import { REGIONS } from '../../../src/ecr/regions';

const mistakes = (region: unknown) => [...mistakesInRegion(EcrRule.REPLICATION_CONFIGURATION, region)];

test('all known regions, and what only the deployment knows, pass', () => {
  expect([...REGIONS, Aws.REGION].flatMap(mistakes)).toEqual([]);
});

test('a name that has not the form of a region is a mistake of the decision', () => {
  expect(['Frankfurt', '', undefined, 1].flatMap(mistakes).map(({ id }) => id)).toEqual(
    Array(4).fill(EcrRule.REPLICATION_CONFIGURATION),
  );
});

test('a name that is not known is a warning with the nearest one', () => {
  expect(mistakes('eu-cental-1')).toEqual([
    expect.objectContaining({
      id: EcrRule.UNKNOWN_NAME,
      found: 'eu-cental-1',
      which: 'is no region that the library knows; the nearest is "eu-central-1"',
    }),
  ]);
  expect(mistakes('xx-nowhereatall-77')[0].which).toBe('is no region that the library knows');
});
