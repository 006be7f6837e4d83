import { EcrRule } from '../../../ecr/ecr-rule';
import { Relation } from '../../../ecr/environments';
import { RegistryScanType } from '../../../ecr/registry-scan-type';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { shown } from '../list-items';

const CONFIGURATION = ResourceType.SCANNING_CONFIGURATION;

export const ENHANCED_SCANNING: Rule = {
  id: EcrRule.ENHANCED_SCANNING,
  types: [CONFIGURATION, ResourceType.REPOSITORY],
  isAsked: ({ requireEnhancedScanning }) => requireEnhancedScanning === true,
  check: checkType,
};

/** Reports the configuration of a registry, or else the repositories. Another rule judges the filters. */
function* checkType(resource: TemplateResource, { app, props }: CheckContext): Iterable<Problem> {
  if (props.requireEnhancedScanning !== true) return;
  if (resource.type === CONFIGURATION) return yield* checkConfiguration(resource);
  if (app.sameEnvironment(resource, CONFIGURATION).length > 0) return;
  const at = 'Properties';
  if (app.sameEnvironment(resource, CONFIGURATION, Relation.UNRESOLVED).length > 0) {
    return yield { at, text: 'a registry of the app may scan it, in an environment not known yet', unresolved: true };
  }
  yield { at, text: 'the app has no scanning configuration that turns on enhanced scanning in the registry' };
}

function* checkConfiguration(configuration: TemplateResource): Iterable<Problem> {
  const at = 'Properties/ScanType';
  const type = configuration.property('ScanType');
  if (hasHole(type)) return yield { at, text: 'ScanType is known at deployment', unresolved: true };
  if (type !== RegistryScanType.ENHANCED) yield { at, text: `ScanType is ${shown(type)} but must be ENHANCED` };
}
