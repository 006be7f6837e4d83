import type { RuleParameters } from './rule-parameters';
import type { TemplateApp } from './template-app';
import type { TemplateResource } from './template-resource';
import type { EcrRule, EcrRuleSeverity } from '../ecr/ecr-rule';

/** A mistake in a resource. */
export interface Problem {
  /** The place in the resource, e.g. `Properties/LifecyclePolicy`. */
  readonly at: string;
  /** The finding and its effect: a sentence without a full stop that does not repeat the resource's name. */
  readonly text: string;
  /** The remedy, as an imperative. By default, that of the rule. */
  readonly remedy?: string;
  /** By default, that of the rule. */
  readonly severity?: EcrRuleSeverity;
  /** It is known only at deployment. It is not reported, and the evidence says so. */
  readonly unresolved?: boolean;
}

/** The surroundings of a resource that a rule judges by. */
export interface CheckContext {
  readonly app: TemplateApp;
  readonly props: RuleParameters;
}

/** A rule that judges resources of some types one by one. It does not report what it cannot judge (holes in texts). */
export interface Rule {
  readonly id: EcrRule;
  /** The CloudFormation types that it judges. */
  readonly types: readonly string[];
  check(resource: TemplateResource, context: CheckContext): Iterable<Problem>;
}

/** The part of the rule on unknown names that judges one subject: its problems are those of `EcrRule.UNKNOWN_NAME`. */
export type UnknownNames = Omit<Rule, 'id'>;
