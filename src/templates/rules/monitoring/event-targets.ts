import { ecrPatternOf } from './ecr-pattern';
import { ResourceType } from '../../../ecr/resource-type';
import { fill, isKnownText } from '../../../text/holes';
import { isObject } from '../../../text/json';
import { addTo } from '../../../text/lists';
import { matchesWildcard } from '../../../text/wildcard';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { oncePer } from '../once-per';
import { referredIn } from '../references';

/** Characters of a logical id that a generated name has at least. */
const GENERATED = 8;

const targets = oncePer((app: TemplateApp) => {
  const found = new Map<TemplateResource, TemplateResource[]>();
  for (const rule of app.resourcesOf(ResourceType.EVENT_RULE)) {
    if (!ecrPatternOf(rule)) continue;
    for (const target of rule.list('Targets').filter(isObject)) {
      // With a role, the role must be allowed to deliver. A queue for undelivered events is used without one.
      const arns = [...(target.RoleArn === undefined ? [target.Arn] : []), deadLetterOf(target.DeadLetterConfig)];
      for (const arn of arns) {
        const resource = app.resourceOf(arn);
        if (resource && !found.get(resource)?.includes(rule)) addTo(found, resource, rule);
      }
    }
  }
  return found;
});

/** The rules on events of Amazon ECR that deliver to a resource in the name of EventBridge. */
export function sendersTo(target: TemplateResource, app: TemplateApp): readonly TemplateResource[] {
  return targets(app).get(target) ?? [];
}

/** Whether an ARN or a pattern of one may be that of a rule. */
export function mayNameRule(arn: unknown, rule: TemplateResource, app: TemplateApp): boolean {
  const referred = referredIn(arn, app).filter(({ type }) => type === ResourceType.EVENT_RULE);
  if (referred.length > 0) return referred.includes(rule);
  const name = rule.property('Name');
  const [, named] = typeof arn === 'string' ? fill(arn, () => '*').split(':rule/') : [];
  if (named === undefined) return true;
  // CloudFormation generates a name from that of the stack and the start of the logical id.
  if (name === undefined) return /[*?]/.test(named) || named.includes(rule.logicalId.slice(0, GENERATED));
  if (!isKnownText(name)) return true;
  // A rule of a custom bus has the name of the bus before its own.
  return matchesWildcard(named, name) || named.endsWith(`/${name}`);
}

function deadLetterOf(config: unknown): unknown {
  return isObject(config) ? config.Arn : undefined;
}
