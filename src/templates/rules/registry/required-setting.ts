import { isReplica } from './replicas';
import { createdNames, matchesNames, nameProperty } from './repository-names';
import type { EcrRule } from '../../../ecr/ecr-rule';
import { Relation } from '../../../ecr/environments';
import { ResourceType } from '../../../ecr/resource-type';
import type { TemplateUse } from '../../../ecr/template-use';
import { hasHole } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { RuleParameters } from '../../rule-parameters';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { known } from '../list-items';

const PUSH: TemplateUse = 'CREATE_ON_PUSH';

/** A setting of the registry that an option requires for some names of repositories. */
export interface RequiredSetting {
  readonly id: EcrRule;
  /** The CloudFormation type with the setting. */
  readonly type: string;
  /** The effect of the setting on images, such as `signed`. */
  readonly effect: string;
  /** The finding if the app has no filter. */
  readonly absent: string;
  /** The finding if no filter matches, before the filters. */
  readonly others: string;
  /** The rest of this finding, about one repository and about the repositories of a creation template. */
  readonly unmatched: readonly [one: string, many: string];
  /** The patterns of the option. It is undefined if nobody asks for the setting. */
  patterns(props: RuleParameters): readonly string[] | undefined;
  /** Whether the setting cannot be required for a repository; undefined if it is unresolved. */
  isExempt?(repository: TemplateResource, app: TemplateApp): boolean | undefined;
  /** The known filters of a configuration, each for the names that it matches. */
  filtersOf(configuration: TemplateResource): readonly string[];
  /** The pattern that matches the same names as a filter. */
  patternOf(filter: string): string;
  /** Whether a configuration may have other filters. */
  isUnresolved(configuration: TemplateResource): boolean;
}

/** The rule for a required setting. It judges repositories, and the creation templates for a push. */
export function requiring(setting: RequiredSetting): Rule {
  return {
    id: setting.id,
    types: [ResourceType.REPOSITORY, ResourceType.CREATION_TEMPLATE],
    isAsked: (props) => setting.patterns(props) !== undefined,
    check: (resource, context) => checkSetting(setting, resource, context),
  };
}

function* checkSetting(
  setting: RequiredSetting,
  resource: TemplateResource,
  { app, props }: CheckContext,
): Iterable<Problem> {
  const required = isRequired(setting, props, resource, app);
  if (required === false) return;
  const configurations = app.sameEnvironment(resource, setting.type);
  const filters = [...new Set(configurations.flatMap(setting.filtersOf))];
  const matched = matchesNames(filters.map(setting.patternOf), resource);
  if (matched) return;
  const isTemplate = resource.type === ResourceType.CREATION_TEMPLATE;
  const property = nameProperty(resource);
  const at = `Properties/${property}`;
  if (
    required === undefined ||
    matched === undefined ||
    configurations.some(setting.isUnresolved) ||
    app.sameEnvironment(resource, setting.type, Relation.UNRESOLVED).length > 0
  ) {
    const when = isTemplate ? 'when Amazon ECR creates repositories' : 'at deployment';
    return yield { at, text: `whether images are ${setting.effect} is known only ${when}`, unresolved: true };
  }
  const { absent, others, unmatched } = setting;
  const found = filters.length === 0 ? absent : `${others} ${filters.join(', ')}, ${unmatched[isTemplate ? 1 : 0]}`;
  const prefix = isTemplate ? known(resource.property(property)) : undefined;
  const text = prefix === undefined ? found : `Amazon ECR creates repositories ${createdNames(prefix)}, but ${found}`;
  yield { at, text };
}

/** Whether the option requires the setting for a resource. It is for none of the replicas, whose source has to meet it. */
function isRequired(
  { patterns, isExempt = () => false }: RequiredSetting,
  props: RuleParameters,
  resource: TemplateResource,
  app: TemplateApp,
): boolean | undefined {
  const isTemplate = resource.type === ResourceType.CREATION_TEMPLATE;
  const exempt = isTemplate ? not(isForPush(resource)) : isExempt(resource, app);
  if (exempt === true || isReplica(resource, app)) return false;
  const required = matchesNames(patterns(props) ?? [], resource);
  return required === true && exempt === undefined ? undefined : required;
}

/** Whether a push creates repositories from a creation template. */
function isForPush(template: TemplateResource): boolean | undefined {
  const uses = template.list('AppliedFor');
  if (uses.includes(PUSH)) return true;
  return hasHole(uses) ? undefined : false;
}

function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}
