import { ControlFramework, controlText } from './control';
import { CONTROL_MAP } from './control-map';
import { EcrRule } from '../ecr-rule';

/** The frameworks that AWS itself checks Amazon ECR against. A warning names their controls. */
const NAMED: readonly ControlFramework[] = [ControlFramework.SECURITY_HUB, ControlFramework.CONTROL_TOWER];

/** Controls with an undocumented outcome: AWS does not state whether Security Hub ECR.2 fails if some tags are exempt. */
const UNDOCUMENTED: Partial<Record<EcrRule, readonly string[]>> = { [EcrRule.TAG_EXCEPTIONS]: ['ECR.2'] };

/** The controls of AWS that a repository fails if it decides otherwise, in words. */
export function controlsLost(decision: EcrRule): string[] {
  return CONTROL_MAP.filter(({ rules }) => rules.includes(decision))
    .flatMap(({ controls, stricterControls }) => [...controls, ...stricterControls])
    .filter(({ framework, id }) => NAMED.includes(framework) && !UNDOCUMENTED[decision]?.includes(id))
    .map(controlText);
}
