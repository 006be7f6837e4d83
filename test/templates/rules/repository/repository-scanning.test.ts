import { CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { findingsOfRule, testRuleTable } from '../../../checks/support';

const rule = EcrRule.REPOSITORY_SCANNING;

testRuleTable({
  rule,
  l1: (stack) => new ecr.CfnRepository(stack, 'Bad'),
  l2: (stack) => new ecr.Repository(stack, 'Bad'),
  override: (stack) => {
    const repository = new PrivateRepository(stack, 'Bad').node.defaultChild as ecr.CfnRepository;
    repository.addPropertyOverride('ImageScanningConfiguration.ScanOnPush', false);
  },
  passes: (stack) => new PrivateRepository(stack, 'Good'),
});

test('reports the filters of the registry that do not match the repository', () => {
  const [{ text }] = findingsOfRule(rule, (stack) => {
    new ecr.CfnRegistryScanningConfiguration(stack, 'Scanning', {
      scanType: 'ENHANCED',
      rules: [{ scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: [{ filter: 'prod/*', filterType: 'WILDCARD' }] }],
    });
    new ecr.CfnRepository(stack, 'Api', {
      repositoryName: 'team/api',
      imageScanningConfiguration: { scanOnPush: true },
    });
  });
  expect(text).toMatchInlineSnapshot(
    `"the scanning of the registry (Stack/Scanning) has only the filters prod/*, which do not match it. Known vulnerabilities in images stay unnoticed without a scan"`,
  );
});

/** Whether a repository is reported if the registry has a scan type and filters. */
function isFound(scanType: string, filters: string[], scanOnPush: unknown, frequency = 'SCAN_ON_PUSH'): boolean {
  const found = findingsOfRule(rule, (stack) => {
    const repositoryFilters = filters.map((filter) => ({ filter, filterType: 'WILDCARD' }));
    const rules = [{ scanFrequency: frequency, repositoryFilters }];
    const type = scanType === 'open' ? new CfnParameter(stack, 'Type').valueAsString : scanType;
    new ecr.CfnRegistryScanningConfiguration(stack, 'Scanning', { scanType: type, rules });
    const repository = new ecr.CfnRepository(stack, 'Api', { repositoryName: 'team/api' });
    repository.addPropertyOverride('ImageScanningConfiguration.ScanOnPush', scanOnPush);
  });
  return found.length > 0;
}

test.each<[string, string[], unknown, boolean]>([
  ['BASIC', ['prod/*'], false, true],
  ['BASIC', ['prod/*'], true, false],
  ['BASIC', ['prod/*'], 'true', false],
  ['BASIC', ['team/*'], false, false],
  ['ENHANCED', ['prod/*'], true, true],
  ['ENHANCED', ['*'], false, false],
  ['ENHANCED', ['am/ap'], false, false],
  ['ENHANCED', [], 'true', true],
  ['open', ['prod/*'], true, false],
  ['open', ['prod/*'], false, true],
  ['open', ['team/*'], false, false],
])(
  'under %s scanning with the filters %j and ScanOnPush %s, the repository is reported: %s',
  (scanType, filters, scanOnPush, expected) => {
    expect(isFound(scanType, filters, scanOnPush)).toBe(expected);
  },
);

test('does not report a repository that is scanned continuously', () => {
  expect(isFound('ENHANCED', ['team/*'], false, 'CONTINUOUS_SCAN')).toBe(false);
});

test('reports a registry without filters', () => {
  const [{ text }] = findingsOfRule(rule, (stack) => {
    new ecr.CfnRegistryScanningConfiguration(stack, 'Scanning', { scanType: 'ENHANCED', rules: [] });
    new ecr.CfnRepository(stack, 'Api');
  });
  expect(text).toMatch(/^the scanning of the registry \(Stack\/Scanning\) has no filters\. /);
});

test('does not report a repository that one of two configurations scans', () => {
  const configure = (stack: Stack, id: string, filter: string) => {
    const rules = [{ scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: [{ filter, filterType: 'WILDCARD' }] }];
    new ecr.CfnRegistryScanningConfiguration(stack, id, { scanType: 'ENHANCED', rules });
  };
  const found = findingsOfRule(rule, (stack) => {
    configure(stack, 'One', 'prod/*');
    configure(stack, 'Other', 'team/*');
    new ecr.CfnRepository(stack, 'Api', { repositoryName: 'team/api' });
  });
  expect(found).toEqual([]);
});
