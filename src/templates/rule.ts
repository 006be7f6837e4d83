import type { RuleParameters } from './rule-parameters';
import type { TemplateApp } from './template-app';
import type { TemplateResource } from './template-resource';
import type { EcrRule, EcrRuleSeverity } from '../ecr/ecr-rule';
import type { Warning } from '../ecr/warning';

/** What is wrong with a resource. */
export interface Problem {
  /** Where in the resource, e.g. `Properties/LifecyclePolicy`. */
  readonly at: string;
  /** What was found and what it causes: a sentence without a full stop that does not repeat the resource's name. */
  readonly text: string;
  /** What to do, as an imperative; the rule's remedy where it is left out. */
  readonly remedy?: string;
  /** Where it is not the rule's. */
  readonly severity?: EcrRuleSeverity;
  /** The library's warning that says the same: who acknowledged it need not do so again. */
  readonly warning?: Warning;
  /** It cannot be judged before deployment: it is not reported, and the evidence says so. */
  readonly unknown?: boolean;
}

/** What a rule may look at besides the resource. */
export interface CheckContext {
  readonly app: TemplateApp;
  readonly props: RuleParameters;
}

/** One rule, which judges resources of some types one by one. What it cannot judge (holes in texts) it does not report. */
export interface Rule {
  readonly id: EcrRule;
  readonly severity: EcrRuleSeverity;
  /** Types of CloudFormation that it judges. */
  readonly types: readonly string[];
  /** Why it matters, for people who see it for the first time. */
  readonly explanation: string;
  /** What to do as a rule. */
  readonly remedy: string;
  check(resource: TemplateResource, context: CheckContext): Iterable<Problem>;
}
