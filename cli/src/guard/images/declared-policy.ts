import { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';
import type { TemplateResource } from '../../../../src/templates/template-resource';
import { isKnownText } from '../../../../src/text/holes';
import { at } from '../../io/bad-input';

const PROPERTY = 'LifecyclePolicy.LifecyclePolicyText';

/** The lifecycle policy of a repository in a template, as it is written. */
export function textIn(resource: TemplateResource): unknown {
  return resource.property(PROPERTY);
}

/** The lifecycle policy of a repository in a template; `undefined` if only the deployment knows it. */
export function policyIn(resource: TemplateResource): LifecyclePolicy | undefined {
  const text = textIn(resource);
  if (text === undefined) return LifecyclePolicy.none();
  if (!isKnownText(text)) return undefined;
  const place = `${resource.stack.templatePath} Resources.${resource.logicalId}.Properties.${PROPERTY}`;
  return at(place, () => LifecyclePolicy.fromJson(text));
}
