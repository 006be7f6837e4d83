import { literal } from './literal';
import { constantOf, idOf } from './registry-code';
import type { RegistryCode } from './registry-code';
import { CodeModule } from './stack-source';
import { ACCOUNT_ID } from '../../../../src/ecr/identifiers';
import { LIMITS } from '../../../../src/ecr/limits';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { byText } from '../../../../src/text/lists';
import { settingLogicalId } from '../logical-id';

const TYPE = ResourceType.PULL_TIME_EXCLUSION;
const KIND = 'PullTimeExclusion';
/** As `Registry.excludeFromPullTime` accepts them. */
const ROLE_ARN = new RegExp(`^arn:aws(?:-[a-z]+)*:iam::${ACCOUNT_ID}:role/[\\w+=,.@-]+(?:/[\\w+=,.@-]+)*$`);

/** Writes the exclusions from the last pull time of images. */
export function addExclusions(code: RegistryCode): void {
  const arns = [...new Set(code.registry.pullTimeUpdateExclusions ?? [])]
    .filter((arn) => !code.isLeft(TYPE, arn))
    .sort(byText);
  const { PULL_TIME_EXCLUSIONS: max, PULL_TIME_EXCLUSION_ARN_LENGTH: maxLength } = LIMITS;
  let count = 0;
  for (const arn of arns) {
    const key = arn.replace(/^arn:aws[a-z-]*:iam::/, '');
    const name = idOf(arn.split('/').at(-1)!, '');
    const identifier = { PrincipalArn: arn };
    const logicalId = settingLogicalId(KIND, key);
    if (ROLE_ARN.test(arn) && arn.length <= maxLength && count < max) {
      count += 1;
      const role = code.source.use('Role', CodeModule.IAM);
      const id = code.stackIds.next(`${name}Role`);
      code.call('excludeFromPullTime', `${role}.fromRoleArn(this, ${literal(id)}, ${literal(arn)})`);
      // The CDK writes a slash in an id as two dashes.
      const path = ['Registry', `PullTimeExclusion:${key}`.replace(/\//g, '--')];
      code.resources.push({ type: TYPE, path, logicalId, identifier });
    } else {
      const id = code.stackIds.next(`${name}Exclusion`);
      code.raw({
        type: TYPE,
        name: `the pull-time exclusion of ${arn}`,
        path: [id],
        constant: constantOf(id),
        logicalId,
        identifier,
        properties: { PrincipalArn: arn },
        because: 'a Registry excludes roles only',
        later: 'Later: registry.excludeFromPullTime of a role, if this principal still pulls.',
      });
    }
  }
}
