import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { EcrRule } from '../../ecr/ecr-rule';
import type { EcrRule } from '../../ecr/ecr-rule';
import type { TemplateResource } from '../../templates/template-resource';

/** The name of the plugin, and so the first part of the rules' ids. */
export const PLUGIN_NAME = 'EcrChecks';

/** The id by which a rule is reported and acknowledged. */
export function qualifiedId(rule: EcrRule): string {
  return `${PLUGIN_NAME}::${rule}`;
}

/** A decision to live with what a rule finds. */
export interface Acknowledgement {
  readonly reason: string;
  /** The path of the construct that it was made for; `App` for the whole app. */
  readonly at: string;
}

/**
 * The acknowledgements of an app: with the spelling of the CDK (`EcrChecks::rule`) or of cdk-nag (`EcrChecks-rule`), for a
 * construct and all beneath it, or in the metadata of a resource.
 */
export class Acknowledgements {
  private readonly byPath = new Map<string, Map<string, string>>();

  public constructor(root: IConstruct) {
    for (const construct of root.node.root.node.findAll()) {
      const { metadata, path } = construct.node;
      for (const { type, data } of metadata) {
        if (type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY || !data) continue;
        const rules = this.byPath.get(path) ?? new Map<string, string>();
        for (const [id, reason] of Object.entries(data as Record<string, string>)) {
          rules.set(ruleOf(id) ?? warningOf(id), reason);
        }
        this.byPath.set(path, rules);
      }
    }
  }

  /** The acknowledgement of a rule that is nearest to a resource. */
  public ofRule(resource: TemplateResource, rule: EcrRule): Acknowledgement | undefined {
    const reason = nagSuppression(resource.metadata.cdk_nag, rule);
    return reason === undefined ? this.nearest(resource, rule) : { reason, at: resource.constructPath };
  }

  /** The acknowledgement of a warning of the library that is nearest to a resource. */
  public ofWarning(resource: TemplateResource, warning: EcrRule): Acknowledgement | undefined {
    return this.nearest(resource, warning);
  }

  private nearest(resource: TemplateResource, id: EcrRule | Warning): Acknowledgement | undefined {
    if (this.byPath.size === 0) return undefined;
    const names = resource.constructPath.split('/');
    for (let length = names.length; length >= 0; length--) {
      const path = names.slice(0, length).join('/');
      const reason = this.byPath.get(path)?.get(id);
      if (reason !== undefined) return { reason, at: path || 'App' };
    }
    return undefined;
  }
}

/** The rule of ours that an id names, if any. Older releases of the CDK write `annotation::`, newer ones `Annotation::` before ids without plugin. */
function ruleOf(id: string): string | undefined {
  return /^(?:annotation::)?EcrChecks(?:::|-)(.*)$/i.exec(id)?.[1];
}

/** The library's warning that an id names; empty if it names another's. */
function warningOf(id: string): string {
  return /^(?:annotation::)?(cdk-ecr:.*)$/i.exec(id)?.[1] ?? '';
}

/** What cdk-nag reads from the metadata of a resource. */
function nagSuppression(metadata: unknown, rule: EcrRule): string | undefined {
  const rules = (metadata as { rules_to_suppress?: { id?: string; reason?: string }[] } | undefined)?.rules_to_suppress;
  const found = rules?.find(({ id = '' }) => ruleOf(id) === rule);
  return found && (found.reason ?? '');
}
