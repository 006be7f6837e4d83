import { refusalsOf } from './refusals';
import { covers, ROOT } from '../../../../src/ecr/namespaces';
import { admitsLambda } from '../../../../src/ecr/policy/policy-document';
import { RepositoryRole } from '../../../../src/ecr/repository-role';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { mistakesInLifecycle } from '../../../../src/lifecycle/lifecycle-mistakes';
import { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';
import { unbearableRules } from '../../../../src/lifecycle/role-lifecycle';
import type { Json } from '../../../../src/text/json';
import type { RepositoryLine } from '../../snapshot/format';
import type { AdoptionPlan } from '../adoption-plan';

/**
 * The reason why the library would end rules of the lifecycle of a repository, as a sentence without its end: the app also
 * declares a pull-through cache that covers it, by whatever construct.
 */
export function cacheRefusalOf(
  { repositoryName, lifecyclePolicy, policy }: RepositoryLine,
  { registry, leftSettings }: AdoptionPlan,
): string | undefined {
  const cache = (registry.pullThroughCacheRules ?? [])
    .map(({ ecrRepositoryPrefix: prefix }) => String(prefix))
    // An L1 construct with the prefix ROOT gives no role, and `registry-caches-and-templates.ts` writes one then.
    .find((prefix) => prefix !== ROOT && covers(prefix, repositoryName) && !isLeft(prefix));
  if (cache === undefined || admitsLambda(policy)) return undefined;
  return losesRules(lifecyclePolicy, RepositoryRole.CACHE)
    ? `the pull-through cache ${cache} covers it, and the library ends rules of its lifecycle there`
    : undefined;

  function isLeft(prefix: string): boolean {
    return leftSettings.some(
      ({ type, name = prefix }) => type === ResourceType.PULL_THROUGH_CACHE_RULE && name === prefix,
    );
  }
}

/** Whether the library ends rules of a lifecycle in a role. */
export function losesRules(lifecycle: Json | undefined, role: RepositoryRole): boolean {
  if (lifecycle === undefined) return false;
  const text = JSON.stringify(lifecycle);
  // The library has no value of one that it refuses.
  if (refusalsOf('lifecycle', mistakesInLifecycle(text)).length > 0) return false;
  return unbearableRules(role, LifecyclePolicy.fromJson(text)) !== undefined;
}
