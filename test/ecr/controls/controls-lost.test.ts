import { controlsLost } from '../../../src/ecr/controls/controls-lost';
import { EcrRule } from '../../../src/ecr/ecr-rule';

test.each([
  [EcrRule.CUSTOMER_KEY, 'Security Hub ECR.5'],
  [EcrRule.TAG_IMMUTABILITY, 'Security Hub ECR.2, Control Tower CT.ECR.PR.3'],
  [EcrRule.LIFECYCLE_POLICY, 'Security Hub ECR.3, Control Tower CT.ECR.PR.1'],
  [EcrRule.REPOSITORY_SCANNING, 'Security Hub ECR.1, Control Tower CT.ECR.PR.2'],
])('a choice against %s fails the controls of the map: %s', (decision, controls) => {
  expect(controlsLost(decision).join(', ')).toBe(controls);
});

test('exceptions from immutable tags do not fail a control whose verdict AWS does not document', () => {
  expect(controlsLost(EcrRule.TAG_EXCEPTIONS)).toEqual(['Control Tower CT.ECR.PR.3']);
});

test('a decision without a control fails none', () => {
  expect(controlsLost(EcrRule.REPLICATION_CHAIN)).toEqual([]);
});
