import { problemsOf } from './mistake-problems';
import { EcrRule } from '../../ecr/ecr-rule';
import { mistakesInName } from '../../ecr/mistakes/unknown-name';
import { RESOURCE_PROPERTIES } from '../../ecr/resource-properties';
import { isObject } from '../../text/json';
import type { Problem, UnknownNames } from '../rule';
import type { TemplateResource } from '../template-resource';

/** Names of properties, which overrides and included templates may misspell. CloudFormation refuses them. */
export const PROPERTY_NAMES: UnknownNames = { types: Object.keys(RESOURCE_PROPERTIES), check: checkNames };

function* checkNames({ type, properties }: TemplateResource): Iterable<Problem> {
  const known = RESOURCE_PROPERTIES[type];
  yield* unknownIn(`property of ${type}`, 'Properties', Object.keys(properties), Object.keys(known));
  for (const [property, members] of Object.entries(known)) {
    const value = properties[property];
    if (members.length === 0 || value === undefined) continue;
    const names = [value].flat().filter(isObject).flatMap(Object.keys);
    yield* unknownIn(`part of ${property}`, `Properties/${property}`, [...new Set(names)], members);
  }
}

function* unknownIn(kind: string, at: string, names: string[], known: readonly string[]): Iterable<Problem> {
  for (const name of names) {
    if (known.includes(name)) continue;
    yield* problemsOf(
      EcrRule.UNKNOWN_NAME,
      `${at}/${name}`,
      'the name of a property',
      mistakesInName(kind, name, known),
    );
  }
}
