import { EcrRule } from '../../../src/ecr/ecr-rule';

const DECLARATION = 'it judges how a template declares a resource';
const ACCEPTED = 'Amazon ECR has accepted what is deployed';

/** The rules that make no sense for what is deployed, with the reason. */
export const LEFT_OUT: ReadonlyMap<EcrRule, string> = new Map([
  [EcrRule.REPOSITORY_RETENTION, DECLARATION],
  [EcrRule.KEY_LOSS, DECLARATION],
  [EcrRule.REGISTRY_SINGLETON, DECLARATION],
  [EcrRule.CREDENTIALS_IN_TEMPLATE, DECLARATION],
  [EcrRule.REPOSITORY_NAME, ACCEPTED],
  [EcrRule.PUBLIC_REGION, ACCEPTED],
  [EcrRule.CATALOG_DATA, ACCEPTED],
  [EcrRule.POLICY_FORM, ACCEPTED],
  [EcrRule.TEMPLATE_FORM, ACCEPTED],
  // CloudFormation allows fewer than the API.
  [EcrRule.REPLICATION_RULE_COUNT, ACCEPTED],
]);
