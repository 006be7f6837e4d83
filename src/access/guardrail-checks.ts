import type { IConstruct } from 'constructs';
import type { Boundary, Guardrail } from './guardrail';
import { environmentOf } from '../core/environment';
import { partitionOf } from '../ecr/regions';
import { describe, InvalidInputError } from '../text/errors';
import type { InvalidInput } from '../text/errors';
import { isLiteral } from '../text/unresolved';

/** Throws if the guardrails of a repository lock everybody out. */
export function checkGuardrails(scope: IConstruct, guardrails: readonly Guardrail[]): void {
  const [first] = mistakesIn(scope, guardrails);
  if (first) throw new InvalidInputError(first);
}

/** The same as texts, for validations. */
export function guardrailErrors(scope: IConstruct, guardrails: readonly Guardrail[]): string[] {
  return mistakesIn(scope, guardrails).map(describe);
}

function mistakesIn(scope: IConstruct, guardrails: readonly Guardrail[]): InvalidInput[] {
  return [...guardrails.flatMap((each) => foreignRoles(scope, each)), ...exclusions(scope, guardrails)];
}

/** Only a role of the own account can deploy the repository. */
function foreignRoles(scope: IConstruct, { deploymentRoles }: Guardrail): InvalidInput[] {
  const { account, region } = environmentOf(scope);
  if (deploymentRoles.length === 0 || !isLiteral(account) || !isLiteral(region)) return [];
  const start = `arn:${partitionOf(region)}:iam::${account}:`;
  if (deploymentRoles.some((arn) => !isLiteral(arn) || arn.startsWith(start))) return [];
  return [
    {
      scope,
      api: 'RepositoryAccess.denyOutside',
      property: 'deploymentRoles',
      found: deploymentRoles,
      must: `name a role that starts with ${start}, because otherwise nobody can change or delete the repository any more`,
      remedy: 'name the role with which CloudFormation deploys the repository, or leave the property out',
    },
  ];
}

/** Nobody is inside two perimeters that have nothing in common. */
function exclusions(scope: IConstruct, guardrails: readonly Guardrail[]): InvalidInput[] {
  const strict = guardrails.filter((each) => each.exceptAccounts.length === 0 && each.exceptPrincipals.length === 0);
  return strict.flatMap((one, index) =>
    strict
      .slice(index + 1)
      .filter((other) => areDisjoint(insideOf(one.boundary), insideOf(other.boundary)))
      .map((other) => ({
        scope,
        api: 'RepositoryAccess.denyOutside',
        property: 'perimeter',
        found: [one, other].map(({ boundary }) => insideOf(boundary).values.join(', ')).join(' and '),
        must: 'have something in common with each other perimeter, because nobody is inside both',
        remedy:
          'name all VPCs or VPC endpoints in one perimeter; for a second organization, name its accounts in exceptAccounts',
      })),
  );
}

/** The values of a condition key, one of which a request from inside has. */
interface Inside {
  readonly key: string;
  readonly values: readonly string[];
}

/** Paths count as their organization. */
function insideOf({ outside }: Boundary): Inside {
  const [[key, values]] = Object.values(outside as Record<string, object>).flatMap(
    (keys) => Object.entries(keys) as [string, string | string[]][],
  );
  const isOfOrganizations = key.startsWith('aws:PrincipalOrg');
  return {
    key: isOfOrganizations ? 'organization' : key,
    values: [values].flat().map((value) => (isOfOrganizations ? value.split('/')[0] : value)),
  };
}

function areDisjoint(one: Inside, other: Inside): boolean {
  const isKnown = [...one.values, ...other.values].every(isLiteral);
  return isKnown && one.key === other.key && !one.values.some((value) => other.values.includes(value));
}
