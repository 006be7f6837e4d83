import { Stack } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import { acknowledgeConditioned } from './acknowledge-conditioned';
import { environmentOf } from '../core/environment';
import { jsonWithHoles } from '../core/json-with-holes';
import { review } from '../core/review';
import { warn } from '../core/warn';
import { EcrRule } from '../ecr/ecr-rule';
import type { Mistake } from '../ecr/mistakes/mistake';
import { refuse } from '../ecr/mistakes/refuse';
import { settingActions } from '../ecr/mistakes/statements/administration';
import type { StatementContext } from '../ecr/mistakes/statements/judged-statement';
import { mistakesInStatement } from '../ecr/mistakes/statements/statement';
import { Openness, opennessWithHoles } from '../ecr/policy/open-statement';
import type { StatementJson } from '../ecr/policy/open-statement';
import { neverCallsEcr } from '../ecr/services';
import { InvalidInputError } from '../text/errors';
import { UNRESOLVED } from '../text/holes';
import { checkStatement } from '../text/kinds';
import { isLiteral } from '../text/unresolved';

/** Throws unless a statement names a principal. */
export function requirePrincipal(api: string, repository: IConstruct, statement: iam.PolicyStatement): void {
  const place = { scope: repository, api, property: 'statement' };
  checkStatement(place, statement);
  if (statement.hasPrincipal) return;
  throw new InvalidInputError({
    ...place,
    found: statement.toStatementJson(),
    must: 'name a principal, as every statement of a repository policy',
    remedy: 'add principals',
  });
}

/** The key of the organization that a service acts for, in lower case, because the case does not matter. */
const SOURCE_ORGANIZATION = 'aws:sourceorgid';

/** The mistakes in a statement of the library that its user may not expect. */
const SURPRISES: readonly EcrRule[] = [EcrRule.OPEN_POLICY, EcrRule.ADMINISTRATION];

/** A stack of no environment, in which references of a value that is in no app yet can be followed. */
let anywhere: Stack | undefined;

/**
 * Throws if a statement cannot stand in the policy of any repository. It warns of nothing, as there is no construct.
 *
 * @returns a text that is the same for statements of the same content
 */
export function checkGivenStatement(api: string, statement: iam.PolicyStatement): string {
  checkStatement({ api, property: 'statement' }, statement);
  const json = statement.toStatementJson() as StatementJson;
  const context = { type: ecr.CfnRepository.CFN_RESOURCE_TYPE_NAME };
  const known = jsonWithHoles((anywhere ??= new Stack()), json);
  refuse({ api, property: nameOf(json) }, mistakesInStatement(known, context));
  const content = JSON.stringify(known);
  // What is lazy is not known yet, and may differ.
  return content.includes(UNRESOLVED) ? JSON.stringify(json) : content;
}

/**
 * Throws or warns of the mistakes in a statement that the user wrote for the policy of a repository, as the rules of
 * `EcrChecks` report them. Only the whole policy shows whether another statement limits an open one.
 */
export function reviewStatement(api: string, repository: IConstruct, resource: CfnResource, json: StatementJson): void {
  review(repository, { api, property: nameOf(json) }, mistakesIn(repository, resource, json));
  reviewSource(repository, json);
  acknowledgeOpenness(resource, json);
}

/** The same for statements that were given to `RepositoryAccess.of`. */
export function reviewGiven(
  repository: IConstruct,
  resource: CfnResource,
  given: readonly iam.PolicyStatement[],
): void {
  for (const statement of given) {
    reviewStatement('RepositoryAccess.of', repository, resource, statement.toStatementJson() as StatementJson);
  }
}

/**
 * Warns of a statement that a grant or an access makes. Its principals were asked for by name, so they are no surprise,
 * unless they are everybody or may administer.
 */
export function reviewOwnStatement(repository: IConstruct, resource: CfnResource, json: StatementJson): void {
  const { openness, silentService, administers } = knownOf(resource, json);
  if (silentService !== undefined) throw neverCalls(repository, silentService);
  if (openness === Openness.OPEN || administers) {
    const surprises = mistakesIn(repository, resource, json).filter(({ id }) => SURPRISES.includes(id));
    review(repository, { api: 'RepositoryGrants', property: nameOf(json) }, surprises);
  }
  reviewSource(repository, json);
  if (openness === Openness.CONDITIONED) acknowledgeConditioned(resource);
}

/** What a review needs of a statement. */
interface KnownStatement {
  readonly openness: Openness;
  /** A principal that is a service, but one that never calls Amazon ECR. */
  readonly silentService?: string;
  readonly administers: boolean;
}

/** Repositories of a stack that have the same access share its statements. */
const KNOWN = new WeakMap<StatementJson, KnownStatement>();

function knownOf(resource: CfnResource, json: StatementJson): KnownStatement {
  let known = KNOWN.get(json);
  if (!known) {
    known = {
      openness: opennessIn(resource, json),
      silentService: silentServiceIn(resource, json),
      administers: settingActions(json, resource.cfnResourceType).length > 0,
    };
    KNOWN.set(json, known);
  }
  return known;
}

function silentServiceIn(scope: IConstruct, { Principal: principal }: StatementJson): string | undefined {
  const { Service: services = [] } = jsonWithHoles(scope, principal ?? {}) as { Service?: string | string[] };
  return [services].flat().find((each) => typeof each === 'string' && neverCallsEcr(each));
}

function neverCalls(scope: IConstruct, found: string): InvalidInputError {
  return new InvalidInputError({
    scope,
    api: 'RepositoryGrants',
    property: 'grantee',
    found,
    must: 'be a principal that calls Amazon ECR, which this service never does itself',
    remedy: 'grant to the role that the service assumes',
  });
}

function nameOf({ Sid: sid }: StatementJson & { readonly Sid?: string }): string {
  return `${sid === undefined ? 'a statement' : `statement ${sid}`} of the repository policy`;
}

function mistakesIn(repository: IConstruct, { cfnResourceType }: CfnResource, json: StatementJson): Mistake[] {
  const context = contextOf(cfnResourceType, environmentOf(repository));
  return [...mistakesInStatement(jsonWithHoles(repository, json), context)];
}

/** The type, account and region of the resource that has the policy, as far as they are known. */
export function contextOf(type: string, { account, region }: ResourceEnvironment): StatementContext {
  return {
    type,
    account: isLiteral(account) ? account : undefined,
    region: isLiteral(region) ? region : undefined,
  };
}

/**
 * Acknowledges for cdk-nag that a condition limits a statement: it reads no conditions. The final policy is judged, when
 * the app is validated.
 */
export function acknowledgeOpenness(policy: CfnResource, json: StatementJson): void {
  if (opennessIn(policy, json) === Openness.CONDITIONED) acknowledgeConditioned(policy);
}

/** The openness of a statement whose values may be tokens, such as `Fn.sub` with a policy variable. */
function opennessIn(policy: CfnResource, json: StatementJson): Openness {
  return opennessWithHoles(jsonWithHoles(policy, json));
}

function reviewSource(repository: IConstruct, json: StatementJson): void {
  const { Effect: effect, Condition: conditions = {} } = json;
  // A Deny that applies only if the key is sent cannot deny a service that does not send it.
  if (effect === 'Deny' && sourceOrganization(conditions.Null) === 'false') return;
  if (!Object.values(conditions).some((keys) => sourceOrganization(keys) !== undefined)) return;
  warn(
    repository,
    EcrRule.SOURCE_ORGANIZATION,
    'a statement of the repository policy depends on aws:SourceOrgID; AWS does not document that Lambda tells it to ' +
      'Amazon ECR, and without it functions lose their image weeks after the deployment; name the accounts instead',
  );
}

/** The values of the key among the keys of an operator. */
function sourceOrganization(keys: Record<string, unknown> = {}): unknown {
  return Object.entries(keys).find(([key]) => key.toLowerCase() === SOURCE_ORGANIZATION)?.[1];
}
