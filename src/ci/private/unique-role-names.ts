import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { AppConstructs } from '../../core/app-constructs';
import { AppLedger } from '../../core/app-ledger';
import { environmentOf, outermostStack } from '../../core/environment';
import { declaringConstruct } from '../../core/l1-of';
import { stageOf } from '../../core/owners';
import { StageValidation } from '../../core/stage-validation';
import { describe } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';

/** The roles of the library that have a name, with their constructs. */
const NAMED = new AppLedger('namedRoles', () => new Map<IConstruct, IConstruct>());
const UNIQUE_NAMES = new StageValidation('uniqueRoleNames', repeatedNames);

/** Makes it an error that a named role of the library and another role of its account, in any region, have one name. */
export function checkUniqueRoleName(scope: IConstruct, role: iam.Role): void {
  NAMED.of(scope).set(role, scope);
  UNIQUE_NAMES.addFor(scope);
}

/** Errors for the names that a role of the stage repeats. */
function repeatedNames(stage: IConstruct): string[] {
  const named = NAMED.of(stage);
  const first = new Map<string, iam.CfnRole>();
  const all = AppConstructs.validating(stage).resources(iam.CfnRole.CFN_RESOURCE_TYPE_NAME) as iam.CfnRole[];
  return all.flatMap((resource) => {
    const name: unknown = Stack.of(resource).resolve(resource.roleName);
    // Conditions may exclude each other.
    if (typeof name !== 'string' || resource.cfnOptions.condition) return [];
    // IAM does not distinguish capitals.
    const key = `${accountOf(resource)}/${name.toLowerCase()}`;
    const other = first.get(key);
    if (!other) first.set(key, resource);
    if (!other || ![other, resource].some((each) => stageOf(each) === stage)) return [];
    const [one, two] = [other, resource].map((each) => declaringConstruct(each));
    if (!named.has(one) && !named.has(two)) return [];
    return describe({
      scope: named.get(two) ?? two,
      api: 'Role',
      property: 'roleName',
      found: name,
      must: `be unique in its account in all regions, and ${(named.get(one) ?? one).node.path} has it already`,
      remedy: 'give each role a name of its own, such as one that ends in the region, or leave the name out',
    });
  });
}

/** Stacks without an account may be deployed to different ones. */
function accountOf(resource: iam.CfnRole): string {
  const { account } = environmentOf(resource);
  return isLiteral(account) ? account : outermostStack(resource).node.addr;
}
