import { comparedProperties, declaredResources } from './declared-resource';
import type { ExistingResource } from './existing-resource';
import { Doubt, matchRegistries } from './match-registries';
import { added, changed, declaredPlace, existingPlace, removed } from './reported-change';
import { notCompared, unknownValues } from './unknown';
import { compareValues } from './value-comparison';
import type { TemplateApp } from '../../../../src/templates/template-app';
import { listed } from '../../../../src/text/lists';
import type { RegistryState } from '../../guard/inputs/guard-state';
import { isIn } from '../../in-use/reference';
import { count } from '../../io/quantities';
import type { ReportedChange, ReportedChanges } from '../model/reported-changes';

/** What an app does to what registries have, whether CloudFormation has it yet or not. */
export function adoption(
  states: readonly RegistryState[],
  app: TemplateApp,
): Pick<ReportedChanges, 'resources' | 'unknown'> {
  const { pairs, missing, doubtful, undeclared } = matchRegistries(declaredResources(app), states);
  let unknownCount = 0;
  const resources: ReportedChange[] = pairs.flatMap(([declared, existing]) => {
    const sides = comparedProperties(declared, existing);
    const { changes, unknownCount: more } = compareValues(declared.type, sides.existing, sides.declared);
    unknownCount += more;
    return changed(declaredPlace(declared, existing.registry), changes);
  });
  const isOwned = (existing: ExistingResource) =>
    app.stacks.some(
      ({ description }) =>
        existing.owner !== undefined &&
        existing.owner.stackName === (description.stackName ?? description.path) &&
        isIn(description, existing.registry),
    );
  const left = undeclared.filter(isOwned);
  const others = undeclared.filter((each) => !isOwned(each));
  // Without a name, CloudFormation creates another one.
  const created = doubtful.filter(([, doubt]) => doubt !== Doubt.PLACE).map(([declared]) => declared);
  const doubts = doubtful.filter(([, doubt]) => doubt === Doubt.PLACE);
  return {
    resources: [
      ...resources,
      ...missing.map(([declared, registry]) => added(declaredPlace(declared, registry), declared.properties)),
      ...created.map((declared) => added(declaredPlace(declared), declared.properties)),
      ...left.map((existing) => removed(existingPlace(existing), existing.properties)),
    ],
    unknown: [...unknownValues(unknownCount), ...notCompared(doubts), ...staying(others)],
  };
}

/** What the app does not declare is not touched. */
function staying(others: readonly ExistingResource[]): string[] {
  if (others.length === 0) return [];
  const names = others.map((each) => existingPlace(each).name);
  return [`What the app does not declare stays as it is: ${count(others.length, 'resource')} (${listed(names)})`];
}
