import { Stack } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import { AppConstructs } from '../../core/app-constructs';
import { AppRepositories } from '../../core/app-repositories';
import { warn } from '../../core/warn';
import { EcrRule } from '../../ecr/ecr-rule';
import type { IRegistry } from '../../facades/i-registry';
import type { SigningRule } from '../../facades/signing-rule';
import { deletes } from '../../lifecycle/evaluator/compiled-rule';
import { LifecycleTagStatus } from '../../lifecycle/lifecycle-enums';
import { LifecyclePolicy } from '../../lifecycle/lifecycle-policy';
import type { LifecycleRule } from '../../lifecycle/lifecycle-rule';
import { matchesWildcard } from '../../text/wildcard';

/** How many repositories the warning names. */
const NAMED = 3;

/**
 * Warns once of all signed repositories whose lifecycle expires untagged images. For a validation of the tree: it finds
 * no errors.
 */
export function warnOfExpiringSignatures(registry: IRegistry, rules: SigningRule[]): string[] {
  const names = AppRepositories.beside(registry, AppConstructs.validating(registry))
    .all.filter(({ resource, name }) => signs(rules, name) && expiresUntagged(resource))
    .map(({ resource, name }) => name ?? resource.node.path)
    .sort();
  if (names.length > 0) {
    const more = names.length > NAMED ? ', …' : '';
    warn(
      registry,
      EcrRule.SIGNATURES_EXPIRE,
      `signed repositories whose lifecycle expires untagged images: ${names.length} ` +
        `(${names.slice(0, NAMED).join(', ')}${more}); ` +
        'signatures are stored as untagged images, and AWS does not say whether such a rule sees them: try it with a ' +
        'lifecycle preview, then acknowledge this warning or give the repositories another lifecycle',
    );
  }
  return [];
}

/** Only a rule for all repositories is sure to match an unresolved name. */
function signs(rules: SigningRule[], name?: string): boolean {
  return rules.some(
    ({ repositoryFilters: filters = ['*'] }) =>
      filters.includes('*') || (name !== undefined && filters.some((filter) => matchesWildcard(filter, name))),
  );
}

function expiresUntagged(resource: ecr.CfnRepository): boolean {
  const property = Stack.of(resource).resolve(resource.lifecyclePolicy) as
    { lifecyclePolicyText?: unknown } | undefined;
  return rulesOf(property?.lifecyclePolicyText).some(
    (rule) => deletes(rule) && rule.tags.tagStatus !== LifecycleTagStatus.TAGGED,
  );
}

/** None where the text is known only at deployment, or no policy: then it is not this warning's matter. */
function rulesOf(text: unknown): LifecycleRule[] {
  if (typeof text !== 'string') return [];
  try {
    return LifecyclePolicy.fromJson(text).rules;
  } catch {
    return [];
  }
}
