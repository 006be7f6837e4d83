import { CfnParameter, Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { NO_L2 } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { RegistryScanning } from '../../../../src/facades/registry-scanning';
import { Registry } from '../../../../src/registry/registry';
import { override, problemsOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.SCANNING_CONFIGURATION;

const scanRule = (scanFrequency: string, ...filters: string[]) => ({
  scanFrequency,
  repositoryFilters: filters.map((filter) => ({ filter, filterType: 'WILDCARD' })),
});
const scanning = (stack: Stack, id: string, scanType: string, rules: ReturnType<typeof scanRule>[]) =>
  new ecr.CfnRegistryScanningConfiguration(stack, id, { scanType, rules });

testRuleTable({
  rule,
  l1: (stack) => scanning(stack, 'Bad', 'BASIC', [scanRule('CONTINUOUS_SCAN', '*')]),
  l2: NO_L2,
  override: (stack) => {
    const registry = new Registry(stack, 'Bad', { scanning: RegistryScanning.enhanced({ onPush: ['*'] }) });
    const resource = registry.node.findChild('Scanning') as ecr.CfnRegistryScanningConfiguration;
    override(resource, { 'Rules.0.ScanFrequency': 'MANUAL' });
  },
  passes: (stack) => scanning(stack, 'Good', 'ENHANCED', [scanRule('CONTINUOUS_SCAN', 'prod/*', 'api')]),
});

test.each([
  ['basic', 'BASIC', ['*']],
  ['enhanced', 'ENHANCED', ['*']],
])('reports missing rules and missing filters under %s scanning', (_, scanType) => {
  expect([
    ...problemsOf(rule, (stack) => scanning(stack, 'Scanning', scanType, [])),
    ...problemsOf(rule, (stack) => scanning(stack, 'Scanning', scanType, [scanRule('SCAN_ON_PUSH')])),
  ]).toEqual(
    ['rule', 'filter'].map(
      (what) =>
        `Properties/Rules: it has no ${what}, so that images are ` +
        (scanType === 'BASIC' ? 'scanned only on request' : 'never scanned'),
    ),
  );
});

test('reports each mistake in a scanning configuration once', () => {
  const onPush = scanRule('SCAN_ON_PUSH', '*');
  const continuous = scanRule('CONTINUOUS_SCAN', 'prod/*');
  const problems = (scanType: string, ...rules: ReturnType<typeof scanRule>[]) =>
    problemsOf(rule, (stack) => scanning(stack, 'Scanning', scanType, rules));
  expect({
    type: problems('CLAIR', onPush),
    continuousUnderBasic: problems('BASIC', onPush, continuous),
    twiceOnPush: problems('BASIC', onPush, scanRule('SCAN_ON_PUSH', 'api')),
    twiceContinuous: problems('ENHANCED', onPush, continuous, scanRule('CONTINUOUS_SCAN', 'api')),
    threeFrequencies: problems('ENHANCED', onPush, continuous, scanRule('MANUAL', 'api')),
    idleRule: problems('ENHANCED', onPush, scanRule('CONTINUOUS_SCAN')),
    pattern: problems('ENHANCED', scanRule('SCAN_ON_PUSH', '*', 'prod/')),
    tooMany: problems('ENHANCED', scanRule('SCAN_ON_PUSH', ...Array.from({ length: 101 }, (_, index) => `a${index}`))),
  }).toMatchInlineSnapshot(`
    {
      "continuousUnderBasic": [
        "Properties/Rules/1/ScanFrequency: ScanFrequency is "CONTINUOUS_SCAN" but must be SCAN_ON_PUSH under basic scanning, as only Amazon Inspector scans continuously",
      ],
      "idleRule": [
        "Properties/Rules/1/RepositoryFilters: the rule of CONTINUOUS_SCAN has no filter, so it scans nothing",
      ],
      "pattern": [
        "Properties/Rules/0/RepositoryFilters/1/Filter: Filter is "prod/" but must be 1 to 255 lower-case letters, digits and "*", with single ".", "_", "-" or "/" between them",
      ],
      "threeFrequencies": [
        "Properties/Rules/2/ScanFrequency: ScanFrequency is "MANUAL" but must be CONTINUOUS_SCAN or SCAN_ON_PUSH, because the others are what a repository gets that no rule matches",
      ],
      "tooMany": [
        "Properties/Rules/0/RepositoryFilters: RepositoryFilters is "101 filters" but must be at most 100 filters",
      ],
      "twiceContinuous": [
        "Properties/Rules: 2 rules have the frequency CONTINUOUS_SCAN, but there may be only one",
      ],
      "twiceOnPush": [
        "Properties/Rules: 2 rules have the frequency SCAN_ON_PUSH, but there may be only one",
      ],
      "type": [
        "Properties/ScanType: ScanType is "CLAIR" but must be BASIC or ENHANCED",
      ],
    }
  `);
});

test('reports a filter of another type', () => {
  const problems = problemsOf(rule, (stack) =>
    override(scanning(stack, 'Scanning', 'BASIC', [scanRule('SCAN_ON_PUSH', '*')]), {
      'Rules.0.RepositoryFilters.0.FilterType': 'PREFIX_MATCH',
    }),
  );
  expect(problems).toMatchInlineSnapshot(`
    [
      "Properties/Rules/0/RepositoryFilters/0/FilterType: FilterType is PREFIX_MATCH, but filters here must be of type WILDCARD",
    ]
  `);
});

test('does not report types, frequencies and filters known only at deployment', () => {
  const problems = problemsOf(rule, (stack) => {
    const parameter = new CfnParameter(stack, 'Parameter');
    const list = Fn.split(',', parameter.valueAsString) as unknown as ecr.CfnRegistryScanningConfiguration['rules'];
    new ecr.CfnRegistryScanningConfiguration(stack, 'Scanning', { scanType: parameter.valueAsString, rules: list });
    scanning(stack, 'Other', 'BASIC', [scanRule(parameter.valueAsString, parameter.valueAsString)]);
  });
  expect(problems).toEqual([]);
});

test('reports three rules, even if their frequencies are known only at deployment', () => {
  const problems = problemsOf(rule, (stack) => {
    const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
    scanning(
      stack,
      'Scanning',
      'ENHANCED',
      ['a', 'b', 'c'].map((filter) => scanRule(parameter, filter)),
    );
  });
  expect(problems).toMatchInlineSnapshot(`
    [
      "Properties/Rules: it has 3 rules, but may have only one for each of 2 frequencies",
    ]
  `);
});
