import { comparedProperties } from './declared-resource';
import { matchRegistries } from './match-registries';
import { added, changed, declaredPlace, removed } from './reported-change';
import { compareValues } from './value-comparison';
import { propertyChanges } from '../../compare/property-changes';
import { alignStacks } from '../../guard/changes/aligned-stacks';
import { comparedApps } from '../../guard/changes/compared-apps';
import { pairResources } from '../../guard/changes/resource-pairs';
import { isOfEcr } from '../../guard/changes/subjects';
import { watchedResources } from '../../guard/changes/watched-resources';
import type { GuardInputs } from '../../guard/inputs/guard-state';
import type { ReportedChange } from '../model/reported-changes';

/** Old and new of the resources of templates. What is new to them may be in a registry already, as a snapshot tells. */
export function templateChanges(inputs: GuardInputs): ReportedChange[] {
  const stacks = alignStacks(inputs);
  const [before, after] = comparedApps(stacks);
  const all = pairResources(watchedResources(before), watchedResources(after));
  // What leaves with its whole stack stays deployed.
  const gone = all.removed.filter(({ type, stack }) => isOfEcr(type) && stacks.paired.has(stack.outermost.path));
  const created = all.created.filter(({ type }) => isOfEcr(type));
  const { pairs } = matchRegistries(created, inputs.before.registries);
  const found = new Set(pairs.map(([declared]) => declared));
  return [
    ...all.pairs
      .filter((pair) => isOfEcr(pair.after.type))
      .flatMap((pair) =>
        changed(
          declaredPlace(pair.after),
          propertyChanges(pair.after.type, pair.before.properties, pair.after.properties),
        ),
      ),
    ...pairs.flatMap(([declared, existing]) => {
      const sides = comparedProperties(declared, existing);
      const { changes } = compareValues(declared.type, sides.existing, sides.declared);
      return changed(declaredPlace(declared, existing.registry), changes);
    }),
    ...gone.map((each) => removed(declaredPlace(each), each.properties)),
    ...created.filter((each) => !found.has(each)).map((each) => added(declaredPlace(each), each.properties)),
  ];
}
