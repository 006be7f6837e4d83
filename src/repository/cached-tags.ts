import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type { IConstruct } from 'constructs';
import { declaredSettings, declareSettings } from './declared-settings';
import { ImageTagMutability } from './image-tag-mutability';
import { claimOn } from './role-of';
import { AppConstructs } from '../core/app-constructs';
import { environmentOf } from '../core/environment';
import { declaringConstruct } from '../core/l1-of';
import { note } from '../core/note';
import { claimRole } from '../core/role-claims';
import { StageValidation } from '../core/stage-validation';
import { warn } from '../core/warn';
import { CACHED_TAGS_STAY } from '../ecr/cached-tags';
import { EcrRule } from '../ecr/ecr-rule';
import { ROOT, startOfNames } from '../ecr/namespaces';
import { RepositoryRole } from '../ecr/repository-role';
import { isLiteral } from '../text/unresolved';

const MUTABLE = ImageTagMutability.mutable();

const CACHES = new StageValidation('cachedTags', claimCaches);

/** Lets repositories in the stage of a construct know of all caches before their own validations run. */
export function watchCaches(scope: IConstruct): void {
  CACHES.addFor(scope);
}

/**
 * Makes the tags of a repository follow the tags of an upstream if the repository is in the namespace of a pull-through
 * cache, which any construct may declare: a default gives way to mutable tags, and a choice of the owner gets a warning.
 */
export function followCache(resource: ecr.CfnRepository, tagMutability: ImageTagMutability): void {
  watchCaches(resource);
  if (tagMutability._isMutable) return;
  resource.node.addValidation({
    validate: () => {
      follow(resource, tagMutability);
      return [];
    },
  });
}

function follow(resource: ecr.CfnRepository, tagMutability: ImageTagMutability): void {
  const because = claimOn(resource, RepositoryRole.CACHE);
  const rendered = tagMutability._render().imageTagMutability;
  if (because === undefined || resource.imageTagMutability !== rendered) return;
  const owner = declaringConstruct(resource);
  if (tagMutability._isDefault) {
    resource.imageTagMutability = MUTABLE._render().imageTagMutability;
    resource.imageTagMutabilityExclusionFilters = undefined;
    const declared = declaredSettings(resource);
    if (declared) declareSettings(resource, declared.with({ tagMutability: MUTABLE }));
    note(owner, 'repositoryRole', `tagMutability: tags can move, because ${because}`);
  } else if (!tagMutability.tagsCanMove) {
    warn(
      owner,
      EcrRule.IMMUTABLE_CACHE,
      `tagMutability: ${because}, but ${CACHED_TAGS_STAY}; use ImageTagMutability.mutable(), or immutable() with ` +
        'exceptions for the tags that move',
    );
  }
}

/** Claims the namespaces of caches that are declared as L1s. */
function claimCaches(stage: IConstruct): string[] {
  const rules = AppConstructs.validating(stage).resources(ecr.CfnPullThroughCacheRule.CFN_RESOURCE_TYPE_NAME);
  for (const rule of rules as ecr.CfnPullThroughCacheRule[]) {
    const prefix: unknown = Stack.of(rule).resolve(rule.ecrRepositoryPrefix);
    // The prefix ROOT may cover every repository, those that are no cache's too.
    if (typeof prefix !== 'string' || !isLiteral(prefix) || prefix === ROOT) continue;
    const because = `${declaringConstruct(rule).node.path} caches ${prefix}`;
    claimRole(rule, environmentOf(rule), { role: RepositoryRole.CACHE, start: startOfNames(prefix), because });
  }
  return [];
}
