import { ACCESS_DECISIONS } from './access-decisions';
import type { Decision } from './decision';
import { MONITORING_DECISIONS } from './monitoring-decisions';
import { REGISTRY_DECISIONS } from './registry-decisions';
import { REPOSITORY_DECISIONS } from './repository-decisions';
import type { EcrRule } from '../ecr-rule';

/** The first part of all ids. */
export const NAMESPACE = 'cdk-ecr';

/** All decisions. The compiler asks for a new one here. */
export const DECISIONS: Readonly<Record<EcrRule, Decision>> = {
  ...REPOSITORY_DECISIONS,
  ...ACCESS_DECISIONS,
  ...REGISTRY_DECISIONS,
  ...MONITORING_DECISIONS,
};

/** The id by which a decision is reported and acknowledged. */
export function decisionId(rule: EcrRule): string {
  return `${NAMESPACE}::${rule}`;
}
