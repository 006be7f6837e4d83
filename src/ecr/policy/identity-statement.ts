import { coversAction, matchesPattern } from './action-pattern';
import { holdsWithoutKey, namesValues } from './condition-operators';
import { DELETE_ACTIONS, PUBLIC_SETTING_ACTIONS, REPOSITORY_SETTING_ACTIONS } from './ecr-actions';
import type { PolicyStatement } from './policy-document';
import { filledText } from './text-at-place';
import type { Place } from './text-at-place';
import { isKnownText } from '../../text/holes';

/**
 * Actions that delete images, or that delete or configure a repository. An identity policy can limit them to some
 * repositories, unlike the settings of a registry, which have no resource.
 */
const DESTRUCTIVE = [...REPOSITORY_SETTING_ACTIONS, ...DELETE_ACTIONS, ...PUBLIC_SETTING_ACTIONS].sort();
/** Repositories of any name. A pattern that matches them all is one of all repositories. */
const NAMES = ['x', '0/y/z'];
const TAG = /^(aws|ecr):(resource|principal|request)tag\//;

/** The managed policies of AWS that allow all actions on all repositories, by their names. */
export const FULL_ACCESS_POLICIES = [
  'AmazonEC2ContainerRegistryFullAccess',
  'AmazonElasticContainerRegistryPublicFullAccess',
];

const PATH = /:aws:policy\/(.+)$/;
/** All managed policies of AWS for Amazon ECR, with their paths. */
export const MANAGED_POLICIES = [
  ...FULL_ACCESS_POLICIES,
  'AmazonEC2ContainerRegistryPowerUser',
  'AmazonEC2ContainerRegistryPullOnly',
  'AmazonEC2ContainerRegistryReadOnly',
  'AmazonElasticContainerRegistryPublicPowerUser',
  'AmazonElasticContainerRegistryPublicReadOnly',
  'aws-service-role/AWSECRPullThroughCache_ServiceRolePolicy',
  'aws-service-role/ECRReplicationServiceRolePolicy',
  'aws-service-role/ECRTemplateServiceRolePolicy',
];

/** The path and name of a managed policy of AWS whose name is one of Amazon ECR; `undefined` for all other policies. */
export function ecrManagedPolicy(arn: unknown): string | undefined {
  const [, name] = PATH.exec(typeof arn === 'string' ? arn : '') ?? [];
  return name !== undefined && isKnownText(name) && /ECR|ContainerRegistry/.test(name) ? name : undefined;
}

/** The destructive actions that a statement of an identity policy allows on every repository. */
export function destructiveOnAll(statement: PolicyStatement, place: Place): string[] {
  const { allows, json, conditions } = statement;
  if (!allows || !namesAll(statement, place)) return [];
  const isByTag = conditions.some(
    ({ operator, key, values }) =>
      TAG.test(key) &&
      namesValues(operator) &&
      !holdsWithoutKey(operator) &&
      !values.some((value) => /^\*+$/.test(String(value))),
  );
  return isByTag ? [] : DESTRUCTIVE.filter((action) => coversAction(json, action));
}

/** Whether a statement denies an action on every repository, whatever the request is. */
export function deniesOnAll(statement: PolicyStatement, action: string, place: Place): boolean {
  const { json, conditions } = statement;
  return json.Effect === 'Deny' && conditions.length === 0 && coversAction(json, action) && namesAll(statement, place);
}

/** Whether the resources of a statement include all repositories of a registry. All but some are as good as all. */
function namesAll({ json, resources }: PolicyStatement, place: Place): boolean {
  if (json.NotResource !== undefined) return true;
  return resources.some((resource) => {
    const pattern = filledText(resource, place);
    return samplesLike(pattern).some((samples) => samples.every((sample) => matchesPattern(pattern, sample)));
  });
}

/** Samples of the private and the public repositories in the registry that a pattern names. */
function samplesLike(pattern: string): string[][] {
  const [, partition = '', , region = '', account = ''] = pattern.split(':');
  const fixed = (part: string, sample: string) => (part === '' || /[*?]/.test(part) ? sample : part);
  const [inPartition, inAccount] = [fixed(partition, 'aws'), fixed(account, '111122223333')];
  const registries = [
    `arn:${inPartition}:ecr:${fixed(region, 'eu-west-1')}:${inAccount}`,
    `arn:${inPartition}:ecr-public::${inAccount}`,
  ];
  return registries.map((registry) => NAMES.map((name) => `${registry}:repository/${name}`));
}
