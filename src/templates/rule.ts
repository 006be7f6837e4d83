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
  /** The remedy, as an imperative. The default is the remedy of the rule. */
  readonly remedy?: string;
  /** The severity. The default is the severity of the rule. */
  readonly severity?: EcrRuleSeverity;
  /** Whether it depends on the deployment. Such a problem appears in the evidence only. */
  readonly unresolved?: boolean;
}

/** The surroundings of a resource, for a rule. */
export interface CheckContext {
  readonly app: TemplateApp;
  readonly props: RuleParameters;
}

/** A rule that judges resources of some types one by one. It does not report unresolved values (holes in texts). */
export interface Rule {
  readonly id: EcrRule;
  /** The CloudFormation types that it judges. */
  readonly types: readonly string[];
  /** Whether the parameters ask for it. A rule that nobody asks for is not in the evidence. The default is that they do. */
  isAsked?(props: RuleParameters): boolean;
  check(resource: TemplateResource, context: CheckContext): Iterable<Problem>;
}

/** A part of the rule `EcrRule.UNKNOWN_NAME`. It judges the names of one subject. */
export type UnknownNames = Omit<Rule, 'id'>;
