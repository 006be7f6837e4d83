import { CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { NO_L2 } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { override, problemsOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.CONTINUOUS_SCAN_OF_ALL;

function scanning(
  stack: Stack,
  id: string,
  filters: string[],
  scanFrequency = 'CONTINUOUS_SCAN',
  scanType = 'ENHANCED',
) {
  const repositoryFilters = filters.map((filter) => ({ filter, filterType: 'WILDCARD' }));
  return new ecr.CfnRegistryScanningConfiguration(stack, id, {
    scanType,
    rules: [{ scanFrequency, repositoryFilters }],
  });
}

testRuleTable({
  rule,
  l1: (stack) => scanning(stack, 'Bad', ['*']),
  l2: NO_L2,
  override: (stack) => override(scanning(stack, 'Bad', ['prod/*']), { 'Rules.0.RepositoryFilters.0.Filter': '**' }),
  passes: (stack) => scanning(stack, 'Good', ['prod/*', '*api']),
});

test('reports a filter for all images and its cost', () => {
  expect(problemsOf(rule, (stack) => scanning(stack, 'Scanning', ['prod/*', '*']))).toMatchInlineSnapshot(`
    [
      "Properties/Rules/0/RepositoryFilters: all images of the registry are scanned continuously: Amazon Inspector scans each again whenever new vulnerabilities become known, for 14 days to a lifetime by the setting of the account, and bills every image and every re-scan",
    ]
  `);
});

test.each<[string, (stack: Stack) => void]>([
  ['a filter for all images that is scanned on push', (stack) => scanning(stack, 'Scanning', ['*'], 'SCAN_ON_PUSH')],
  [
    'a continuous scan under basic scanning, which another rule reports',
    (stack) => scanning(stack, 'Scanning', ['*'], 'CONTINUOUS_SCAN', 'BASIC'),
  ],
  [
    'a filter known only at deployment',
    (stack) => scanning(stack, 'Scanning', [new CfnParameter(stack, 'Filter').valueAsString]),
  ],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build)).toEqual([]);
});
