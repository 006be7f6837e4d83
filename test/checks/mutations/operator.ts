import type { Json, Site } from './mutant';
import type { EcrChecksProps } from '../../../src/checks/ecr-checks-props';
import type { EcrRule, EcrRuleSeverity } from '../../../src/ecr/ecr-rule';

/** Changes a template in one way that is a mistake, wherever it applies. */
export interface Operator {
  /** The rule that reports the change. */
  readonly rule: EcrRule;
  /** The mistake, as a sentence. */
  readonly name: string;
  /** The types of the resources that are changed. */
  readonly on: readonly string[];
  /** Rules that may report the change too, because it has more than one consequence. */
  readonly also?: readonly EcrRule[];
  /** The severity of its findings. The default is any. */
  readonly severity?: EcrRuleSeverity;
  /** The options of the checks. The default is the options of the app if `withOptions` is set, or else none. */
  readonly props?: EcrChecksProps;
  readonly withOptions?: boolean;
  /** Contexts in which the same change is sound. */
  readonly sound: readonly Context[];
  /** Whether it applies to a resource. The default is to all of the type. */
  when?(site: Site): boolean;
  change(site: Site): void;
}

/** A context in which a change that would be a mistake elsewhere is sound. */
export interface Context {
  readonly name: string;
  /** Options in place of those of the operator. */
  readonly props?: EcrChecksProps;
  /** Whether the change is sound at a site. The default is wherever the operator applies. */
  when?(site: Site): boolean;
  /** Changes something else as well. */
  change?(site: Site): void;
}

/** A context of a property: a condition chooses between the mistake and the value before, and only the deployment knows. */
export function undecided(path: string, { when }: Pick<Context, 'when'> = {}): Context {
  return {
    name: `only the deployment knows whether ${path} is so`,
    when,
    change: (site) => {
      const before = path.split('.').reduce<any>((value, name) => value?.[name], site.before);
      site.undecide(path, before);
    },
  };
}

/** A change that sets properties. */
export function setting(properties: Json): (site: Site) => void {
  return (site) => Object.entries(properties).forEach(([path, value]) => site.set(path, structuredClone(value)));
}
