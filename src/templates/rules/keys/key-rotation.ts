import { usersOf } from './key-users';
import { EcrRule } from '../../../ecr/ecr-rule';
import { mistakesInRotationPeriod } from '../../../ecr/mistakes/keys';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole, readable } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { judgeable } from '../list-items';
import { problemsOf } from '../mistake-problems';

export const KEY_ROTATION: Rule = {
  id: EcrRule.KEY_ROTATION,
  types: [ResourceType.KEY],
  check: checkRotation,
};

const AT = 'Properties/EnableKeyRotation';

function* checkRotation(key: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  if (usersOf(key, app).length === 0) return;
  const property = 'RotationPeriodInDays';
  const days = judgeable(key.property(property));
  yield* problemsOf(EcrRule.KEY_ROTATION, `Properties/${property}`, property, mistakesInRotationPeriod(days));
  const rotation = key.property('EnableKeyRotation');
  const spec = key.property('KeySpec') ?? 'SYMMETRIC_DEFAULT';
  const origin = key.property('Origin') ?? 'AWS_KMS';
  if (String(rotation) === 'true') return;
  if (hasHole([spec, origin, rotation])) {
    return yield { at: AT, text: 'whether the key is rotated is known at deployment', unresolved: true };
  }
  // KMS rotates only symmetric keys with key material of its own.
  if (spec !== 'SYMMETRIC_DEFAULT' || origin !== 'AWS_KMS') return;
  yield {
    at: AT,
    text: `EnableKeyRotation is ${readable(rotation)}, so that images are encrypted with one key for ever`,
  };
}
