import { IDENTITY_NAMES } from './access/identity-policies';
import { ACTION_NAMES } from './access/statement-rules';
import { IMAGE_NAMES } from './consumers/image-reference';
import { EVENT_NAMES } from './monitoring/event-pattern';
import { PROPERTY_NAMES } from './property-names';
import { DESTINATION_NAMES, UPSTREAM_NAMES } from './registry/unknown-names';
import { GALLERY_NAMES } from './repository/gallery-names';
import { HOST_NAMES } from './repository/repository-name';
import { EcrRule } from '../../ecr/ecr-rule';
import { addTo } from '../../text/lists';
import type { Rule, UnknownNames } from '../rule';

const SUBJECTS: readonly UnknownNames[] = [
  PROPERTY_NAMES,
  ACTION_NAMES,
  IDENTITY_NAMES,
  HOST_NAMES,
  GALLERY_NAMES,
  DESTINATION_NAMES,
  UPSTREAM_NAMES,
  EVENT_NAMES,
  IMAGE_NAMES,
];

/** The checks by the types that they judge. */
const CHECKS = new Map<string, UnknownNames['check'][]>();
for (const { types, check } of SUBJECTS) for (const type of types) addTo(CHECKS, type, check);

/** The rule on names that the library does not know. It covers all subjects, because they share one decision. */
export const UNKNOWN_NAME: Rule = {
  id: EcrRule.UNKNOWN_NAME,
  types: [...CHECKS.keys()],
  *check(resource, context) {
    for (const check of CHECKS.get(resource.type) ?? []) yield* check(resource, context);
  },
};
