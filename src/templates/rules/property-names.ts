import { problemsOf } from './mistake-problems';
import { EcrRule } from '../../ecr/ecr-rule';
import { mistakesInName } from '../../ecr/mistakes/unknown-name';
import { RESOURCE_PROPERTIES } from '../../ecr/resource-properties';
import { isObject } from '../../text/json';
import type { Problem, UnknownNames } from '../rule';
import type { TemplateResource } from '../template-resource';

/** Names of properties, which overrides and included templates may misspell. CloudFormation refuses them. */
export const PROPERTY_NAMES: UnknownNames = { types: Object.keys(RESOURCE_PROPERTIES), check: checkNames };

function* checkNames(resource: TemplateResource): Iterable<Problem> {
  for (const { kind, at, name, known } of unknownNames(resource)) {
    const mistakes = mistakesInName(kind, name, known);
    yield* problemsOf(EcrRule.UNKNOWN_NAME, `${at}/${name}`, 'the name of a property', mistakes);
  }
}

/** A name with the names that may stand in its place. */
interface UnknownName {
  readonly kind: string;
  readonly at: string;
  readonly name: string;
  readonly known: readonly string[];
}

function unknownNames({ type, properties }: TemplateResource): UnknownName[] {
  const known = RESOURCE_PROPERTIES[type];
  const found: UnknownName[] = [];
  for (const [property, value] of Object.entries(properties)) {
    const members = Object.hasOwn(known, property) ? known[property] : undefined;
    if (!members) {
      found.push({ kind: `property of ${type}`, at: 'Properties', name: property, known: Object.keys(known) });
    } else if (members.length > 0) {
      const names = [value].flat().flatMap((each) => (isObject(each) ? Object.keys(each) : []));
      for (const name of new Set(names)) {
        if (members.includes(name)) continue;
        found.push({ kind: `part of ${property}`, at: `Properties/${property}`, name, known: members });
      }
    }
  }
  return found;
}
