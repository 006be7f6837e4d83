import { ACCESS_DECISIONS } from './access-decisions';
import type { Decision } from './decision';
import { MONITORING_DECISIONS } from './monitoring-decisions';
import { REGISTRY_DECISIONS } from './registry-decisions';
import { REPOSITORY_DECISIONS } from './repository-decisions';
import { EcrRule, EcrRuleSeverity } from '../ecr-rule';

/** The first part of all ids. */
export const NAMESPACE = 'cdk-ecr';

/** All decisions. The compiler asks for a new one here. */
export const DECISIONS: Readonly<Record<EcrRule, Decision>> = {
  ...REPOSITORY_DECISIONS,
  ...ACCESS_DECISIONS,
  ...REGISTRY_DECISIONS,
  ...MONITORING_DECISIONS,
  [EcrRule.PROPERTY_VALUE]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'CloudFormation refuses such a value, and the deployment fails',
    remedy: 'write true or false for a boolean, and {{resolve:ssm:<name>}} for a value of Parameter Store',
  },
  [EcrRule.UNKNOWN_NAME]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation:
      'AWS adds names every month, so that this one may be new; a misspelt one has no effect or fails to deploy',
    remedy: 'correct the name, or acknowledge that it is right',
  },
  [EcrRule.ACKNOWLEDGEMENT]: {
    finding: EcrRuleSeverity.WARNING,
    explanation: 'An acknowledgement is a decision that a reviewer can read, and that ends when it is no longer needed',
    remedy: 'remove it, or acknowledge the decision again with a reason and an end',
  },
};

/** The id of a decision in reports and acknowledgements. */
export function decisionId(rule: EcrRule): string {
  return `${NAMESPACE}::${rule}`;
}
