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

function* unknownNames({ type, properties }: TemplateResource): Iterable<UnknownName> {
  const known = RESOURCE_PROPERTIES[type];
  for (const [property, value] of Object.entries(properties)) {
    const members = Object.hasOwn(known, property) ? known[property] : undefined;
    if (!members) {
      yield { kind: `property of ${type}`, at: 'Properties', name: property, known: Object.keys(known) };
    } else if (members.length > 0) {
      for (const name of otherNames(value, members)) {
        yield { kind: `part of ${property}`, at: `Properties/${property}`, name, known: members };
      }
    }
  }
}

/** The names in an object, or in the objects of a list, that are not among the members. */
function otherNames(value: unknown, members: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const each of Array.isArray(value) ? value : [value]) {
    for (const name of isObject(each) ? Object.keys(each) : []) if (!members.includes(name)) names.add(name);
  }
  return names;
}
