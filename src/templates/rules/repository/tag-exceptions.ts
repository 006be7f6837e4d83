import { isCacheOnly } from './cache-only';
import { EcrRule, EcrRuleSeverity } from '../../../ecr/ecr-rule';
import { mistakesInExclusionFilters } from '../../../ecr/mistakes/exclusion-filters';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole, readable } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { isMissing, membersOf } from '../list-items';
import { problemsOf } from '../mistake-problems';

const PROPERTY = 'ImageTagMutabilityExclusionFilters';
const TYPE = 'ImageTagMutabilityExclusionFilterType';
const VALUE = 'ImageTagMutabilityExclusionFilterValue';
const AT = `Properties/${PROPERTY}`;
const MODES = ['IMMUTABLE', 'IMMUTABLE_WITH_EXCLUSION', 'MUTABLE_WITH_EXCLUSION'];

export const TAG_EXCEPTIONS: Rule = {
  id: EcrRule.TAG_EXCEPTIONS,
  types: [ResourceType.REPOSITORY, ResourceType.CREATION_TEMPLATE],
  check: checkExceptions,
};

function* checkExceptions(resource: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const mode = resource.property('ImageTagMutability');
  const filters = resource.property(PROPERTY);
  if (hasHole(mode)) return yield { at: AT, text: 'ImageTagMutability is known at deployment', unresolved: true };
  const cacheOnly = isCacheOnly(resource, app);
  // Another rule reports a mode that lets all tags move, and an invalid mode.
  if (!MODES.includes(String(mode)) && !(cacheOnly && (isMissing(mode) || mode === 'MUTABLE'))) return;
  const refusals = [...refusalsOf(isMissing(mode) ? 'MUTABLE' : String(mode), filters)];
  if (refusals.length > 0) return yield* refusals.map((each) => ({ severity: EcrRuleSeverity.ERROR, ...each }));
  if (hasHole(filters)) yield { at: AT, text: 'some filters are known at deployment', unresolved: true };
  if (mode !== 'IMMUTABLE_WITH_EXCLUSION' || cacheOnly) return;
  if (cacheOnly === undefined) {
    return yield { at: AT, text: 'whether it is for a pull-through cache is known at deployment', unresolved: true };
  }
  const tags = hasHole(filters) ? 'some tags' : `the tags ${valuesOf(filters).map(readable).join(', ')}`;
  yield {
    at: AT,
    text:
      `${tags} can be moved to another image, which fails Control Tower CT.ECR.PR.3, and AWS does not state the ` +
      'verdict of Security Hub ECR.2',
  };
}

/** The problem for which the service refuses the filters, if there is one. */
function* refusalsOf(mode: string, filters: unknown): Iterable<Problem> {
  const isEmpty = isMissing(filters) || (Array.isArray(filters) && filters.length === 0);
  if (mode === 'IMMUTABLE' || mode === 'MUTABLE') {
    if (isEmpty || hasHole(filters)) return;
    return yield {
      at: AT,
      text: `ImageTagMutability is ${mode} and there are ${PROPERTY}, which Amazon ECR refuses together`,
      remedy: `leave ${PROPERTY} out, or set ImageTagMutability to ${mode}_WITH_EXCLUSION`,
    };
  }
  if (isEmpty) {
    return yield {
      at: AT,
      text: `ImageTagMutability is ${mode} and there are no ${PROPERTY}, which Amazon ECR refuses`,
      remedy: `set ImageTagMutability to ${mode.replace('_WITH_EXCLUSION', '')}`,
    };
  }
  yield* malformed(filters);
}

function* malformed(filters: unknown): Iterable<Problem> {
  const { all, unresolved } = membersOf(filters, AT);
  for (const { at, json } of all) {
    if (json[TYPE] === 'WILDCARD' || hasHole(json[TYPE])) continue;
    const text = `${TYPE} is ${readable(json[TYPE])} but must be WILDCARD`;
    return yield { at, text, remedy: 'set it to WILDCARD' };
  }
  if (unresolved) return;
  yield* problemsOf(EcrRule.TAG_EXCEPTIONS, AT, PROPERTY, mistakesInExclusionFilters(valuesOf(filters)));
}

function valuesOf(filters: unknown): unknown[] {
  return membersOf(filters, AT).all.map(({ json }) => json[VALUE]);
}
