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

test('says what it costs', () => {
  expect(problemsOf(rule, (stack) => scanning(stack, 'Scanning', ['prod/*', '*']))).toMatchInlineSnapshot(`
    [
      "Properties/Rules/0/RepositoryFilters: all images of the registry are scanned continuously: Amazon Inspector scans each again whenever new vulnerabilities become known, for 14 days to a lifetime by the setting of the account, and bills every image and every re-scan",
    ]
  `);
});

test.each<[string, (stack: Stack) => void]>([
  ['what is scanned on push', (stack) => scanning(stack, 'Scanning', ['*'], 'SCAN_ON_PUSH')],
  ['what basic scanning refuses', (stack) => scanning(stack, 'Scanning', ['*'], 'CONTINUOUS_SCAN', 'BASIC')],
  [
    'a filter that only the deployment knows',
    (stack) => scanning(stack, 'Scanning', [new CfnParameter(stack, 'Filter').valueAsString]),
  ],
])('leaves alone %s', (_, build) => {
  expect(problemsOf(rule, build)).toEqual([]);
});
