import { Lazy } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { textOf } from '../../core/comparable-content';
import { ACCOUNT_ID } from '../../ecr/identifiers';
import { LIMITS } from '../../ecr/limits';
import { InvalidInputError } from '../../text/errors';
import { checkHas } from '../../text/kinds';
import { isLiteral } from '../../text/unresolved';
import type { RegistryCore } from '../registry-core';
import { settingId } from '../setting-id';

const API = 'Registry.excludeFromPullTime';
const { PULL_TIME_EXCLUSIONS: MAX_EXCLUSIONS, PULL_TIME_EXCLUSION_ARN_LENGTH: MAX_ARN_LENGTH } = LIMITS;
/** CloudFormation's pattern takes users as well; the guide says that the service takes roles only. */
const ROLE_ARN = new RegExp(`^arn:aws(?:-[a-z]+)*:iam::${ACCOUNT_ID}:role/[\\w+=,.@-]+(?:/[\\w+=,.@-]+)*$`);

/** The roles whose pulls do not count as use of an image, of this account or another. */
export class PullTimeExclusions {
  private readonly arns = new Map<string, string>();

  public constructor(private readonly registry: RegistryCore) {}

  public add(role: iam.IRoleRef): void {
    const { registry } = this;
    const place = { scope: registry, api: API, property: 'role' };
    checkHas(place, role, 'roleRef', 'be a role, not its ARN', 'import it with iam.Role.fromRoleArn');
    const { roleArn } = role.roleRef;
    checkRoleArn(registry, roleArn);
    const roleText = textOfRole(registry, roleArn);
    const known = this.arns.get(roleText);
    // The same role may come with its partition spelled out or not: one spelling must win, in any order.
    if (known !== undefined && isLiteral(known)) return;
    if (known === undefined) this.create(roleText, role);
    this.arns.set(roleText, roleArn);
  }

  private create(roleText: string, role: iam.IRoleRef): void {
    const { registry } = this;
    if (this.arns.size === MAX_EXCLUSIONS) {
      throw new InvalidInputError({
        scope: registry,
        api: API,
        property: 'roles',
        found: this.arns.size + 1,
        must: `be at most ${MAX_EXCLUSIONS}`,
        remedy: 'let scanners share roles',
      });
    }
    registry._period.check(`pull-time exclusion of ${role.node.path}`);
    const principalArn = Lazy.string({ produce: () => this.arns.get(roleText) });
    const resource = new ecr.CfnPullTimeUpdateExclusion(registry, `PullTimeExclusion:${roleText}`, { principalArn });
    registry._own(resource, {
      logicalId: settingId('PullTimeExclusion', roleText),
      identifier: { PrincipalArn: principalArn },
    });
  }
}

/** The role by its ARN, so that neither order nor the construct it was imported by shows; a registry has one partition. */
function textOfRole(registry: RegistryCore, roleArn: string): string {
  return textOf(registry, roleArn).replace(/^arn:(?:aws[a-z-]*|\$\{AWS::Partition\}):iam::/, '');
}

function checkRoleArn(registry: RegistryCore, found: string): void {
  if (!isLiteral(found) || (ROLE_ARN.test(found) && found.length <= MAX_ARN_LENGTH)) return;
  throw new InvalidInputError({
    scope: registry,
    api: API,
    property: 'roleArn',
    found,
    must: `be the ARN of a role, such as arn:aws:iam::111122223333:role/scanner, of at most ${MAX_ARN_LENGTH} characters`,
    remedy: 'give the role itself, or import it by its full ARN',
  });
}
