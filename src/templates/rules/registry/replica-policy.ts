import { fillRegion } from '../../../ecr/fill-region';
import { nameOf, resourcesIn, resourcesMaybeIn } from '../environments';
import type { ReplicaTarget } from './replicas';
import { isUnresolved, namesIn, replicatedNames, targetsOf } from './replicas';
import { templatesCovering } from './templates';
import { EcrRule } from '../../../ecr/ecr-rule';
import { coversAction, matchesAction } from '../../../ecr/policy/action-pattern';
import { CREATE_ACTION, REPLICATE_ACTION, TAG_ACTION } from '../../../ecr/policy/ecr-actions';
import type { PolicyDocument, PolicyStatement } from '../../../ecr/policy/policy-document';
import { readPolicy } from '../../../ecr/policy/policy-document';
import { partitionOf } from '../../../ecr/regions';
import { ResourceType } from '../../../ecr/resource-type';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';

export const REPLICA_POLICY: Rule = {
  id: EcrRule.REPLICA_POLICY,
  types: [ResourceType.REPLICATION_CONFIGURATION],
  check: checkPolicies,
};

function* checkPolicies(configuration: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const { account } = configuration.stack;
  const at = 'Properties/ReplicationConfiguration';
  if (account === undefined) {
    return yield { at, text: 'the account that replicates is known at deployment', unresolved: true };
  }
  if (isUnresolved(configuration)) yield { at, text: 'a part of it is known at deployment', unresolved: true };
  const isThere = (target: ReplicaTarget) =>
    app.stacks.some((stack) => stack.account === target.account && stack.region === target.region);
  for (const target of targetsOf(configuration).filter((each) => each.account !== account && isThere(each))) {
    yield* checkTarget(app, configuration, account, target);
  }
}

function* checkTarget(
  app: TemplateApp,
  configuration: TemplateResource,
  account: string,
  target: ReplicaTarget,
): Iterable<Problem> {
  const policies = resourcesIn(app, ResourceType.REGISTRY_POLICY, target);
  const documents = policies.map((each) => readPolicy(fillRegion(each.property('PolicyText'), target.region)));
  const missing = target.prefixes.flatMap((prefix) => {
    const names = replicatedNames(app, configuration, prefix);
    const admits = (action: string) =>
      isAdmitted(documents, action, account, arnOf(target, `${prefix}*`)) ||
      (names?.every((name) => isAdmitted(documents, action, account, arnOf(target, name))) ?? false);
    return neededActions(app, target, prefix, names).filter((action) => !admits(action));
  });
  if (missing.length === 0) return;
  const elsewhere = resourcesMaybeIn(app, ResourceType.REGISTRY_POLICY, target).length > 0;
  if (elsewhere || documents.some(({ incomplete, malformed }) => incomplete || malformed)) {
    return yield { at: target.at, text: 'the policy there is not known', unresolved: true };
  }
  const [policy] = policies;
  const who = policy
    ? `the policy of ${nameOf(target)} (${policy.constructPath})`
    : `the app has no registry policy in`;
  yield {
    at: target.at,
    text: policy
      ? `${who} does not admit account ${account} for ${[...new Set(missing)].join(' and ')}, so that images do not arrive`
      : `${who} ${nameOf(target)}, which must admit account ${account}, so that images do not arrive`,
  };
}

function neededActions(
  app: TemplateApp,
  target: ReplicaTarget,
  prefix: string,
  names: readonly string[] | undefined,
): string[] {
  const there = namesIn(app, target);
  if (names?.every((name) => there.includes(name))) return [REPLICATE_ACTION];
  const templates = resourcesIn(app, ResourceType.CREATION_TEMPLATE, target);
  const tags = templatesCovering(templates, 'REPLICATION', prefix).certain.some(
    (template) => template.list('ResourceTags').length > 0,
  );
  return [REPLICATE_ACTION, CREATE_ACTION, ...(tags ? [TAG_ACTION] : [])];
}

/** The ARN of a repository. Only wildcards match a `*` in the name, so they match every name there. */
function arnOf({ account, region }: ReplicaTarget, name: string): string {
  return `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${name}`;
}

function isAdmitted(documents: readonly PolicyDocument[], action: string, account: string, arn: string): boolean {
  const statements = documents.flatMap((document) => document.statements);
  const about = statements.filter((statement) => isAbout(statement, action, account, arn));
  // Conditions depend on the request. They count as met in an Allow, and as not met in a Deny.
  return about.some(({ allows }) => allows) && !about.some((statement) => deniesAlways(statement));
}

function isAbout(statement: PolicyStatement, action: string, account: string, arn: string): boolean {
  const { json, principals, resources } = statement;
  if (!coversAction(json, action)) return false;
  const names = Object.values(principals).flat();
  if (json.NotPrincipal === undefined && !names.some((name) => isReplication(name, account))) return false;
  return resources.length === 0 || resources.some((pattern) => matchesAction(pattern, arn));
}

/** Whether a principal covers replication, which uses the service-linked role in the account of the source. */
function isReplication(principal: string, account: string): boolean {
  if (principal === '*' || principal === account) return true;
  return new RegExp(`^arn:[^:]+:iam::${account}:(root|role/.*AWSServiceRoleForECRReplication)$`).test(principal);
}

function deniesAlways({ json, conditions }: PolicyStatement): boolean {
  return (
    json.Effect === 'Deny' &&
    json.NotPrincipal === undefined &&
    json.NotResource === undefined &&
    conditions.length === 0
  );
}
