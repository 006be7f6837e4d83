import { mkdtempSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CfnParameter, Stack, Validations } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { NO_L2 } from './support';
import { EcrChecks } from '../../../../src/checks/ecr-checks';
import type { EcrChecksProps } from '../../../../src/checks/ecr-checks-props';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { RegistryScanning } from '../../../../src/facades/registry-scanning';
import { Registry } from '../../../../src/registry/registry';
import type { Build } from '../../../checks/support';
import { findingsOf, findingsOfRule, problemsOf, stackOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.ENHANCED_SCANNING;
const props = { requireEnhancedScanning: true };
const RULES = [{ scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: [{ filter: '*', filterType: 'WILDCARD' }] }];
const scanning =
  (scanType: string | undefined, id = 'Bad'): Build =>
  (stack) => {
    const configuration = { scanType: scanType ?? '', rules: RULES };
    const made = new ecr.CfnRegistryScanningConfiguration(stack, id, configuration);
    if (scanType === undefined) made.addPropertyDeletionOverride('ScanType');
    new ecr.CfnRepository(stack, 'Api', { repositoryName: 'team/api' });
  };
const enhanced: Build = (stack) => {
  new Registry(stack, 'Registry', { scanning: RegistryScanning.enhanced({ onPush: ['*'] }) });
  new ecr.CfnRepository(stack, 'Api', { repositoryName: 'team/api' });
};

testRuleTable({
  rule,
  props,
  l1: scanning('BASIC'),
  l2: NO_L2,
  override: (stack) => {
    const made = new ecr.CfnRegistryScanningConfiguration(stack, 'Bad', { scanType: 'ENHANCED', rules: RULES });
    made.addPropertyOverride('ScanType', 'BASIC');
  },
  passes: enhanced,
});

test('reports the configuration of a registry, or else its repositories', () => {
  const builds: Build[] = [
    scanning('BASIC'),
    scanning(undefined),
    (stack) => {
      for (const id of ['One', 'Other']) new ecr.CfnRepository(stack, id);
    },
  ];
  const found = builds.flatMap((build) => problemsOf(rule, build, props));
  expect(found.join('\n')).toMatchInlineSnapshot(`
    "Properties/ScanType: ScanType is BASIC but must be ENHANCED
    Properties/ScanType: ScanType is not set but must be ENHANCED
    Properties: the app has no scanning configuration that turns on enhanced scanning in the registry
    Properties: the app has no scanning configuration that turns on enhanced scanning in the registry"
  `);
});

test.each<[string, Build]>([
  ['a registry that scans with Amazon Inspector', scanning('ENHANCED')],
  ['a type of scanning that is a parameter', (stack) => scanning(new CfnParameter(stack, 'Type').valueAsString)(stack)],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build, props)).toEqual([]);
});

test('does not report a repository that a registry may scan whose environment is known only at deployment', () => {
  const stack = stackOf((each) => {
    new ecr.CfnRepository(each, 'Api');
    scanning('ENHANCED')(new Stack(each.node.root, 'Anywhere'));
  });
  expect(findingsOf(stack, props).filter((each) => each.rule === rule)).toEqual([]);
});

test('reports nothing if nobody asks for it', () => {
  expect(findingsOfRule(rule, scanning('BASIC'))).toEqual([]);
});

test('the evidence has a rule that an option turns on only if the option is given', () => {
  const rulesIn = (each: EcrChecksProps): string[] => {
    jest.spyOn(console, 'error').mockImplementation();
    const evidenceDirectory = mkdtempSync(join(tmpdir(), 'evidence-'));
    const { root } = stackOf((stack) => {
      new Registry(stack, 'Registry', { scanning: RegistryScanning.enhanced({ onPush: ['*'] }) });
    }).node;
    Validations.of(root).addPlugins(new EcrChecks(root, { ...each, evidenceDirectory }));
    new EcrChecks(root).validateScope(root);
    const { resources } = JSON.parse(readFileSync(join(evidenceDirectory, 'ecr-checks.json'), 'utf8'));
    return resources.flatMap(({ rules }: { rules: { rule: string }[] }) => rules.map((judged) => judged.rule));
  };
  expect(rulesIn({})).not.toContain(`cdk-ecr::${rule}`);
  expect(rulesIn(props)).toContain(`cdk-ecr::${rule}`);
});
