import { EndpointService, endpointsBeside, isForService, isInterfaceFor } from './endpoint-services';
import { fillRegion } from '../../../ecr/fill-region';
import { layerObjects } from '../../../ecr/layer-bucket';
import { coversAction } from '../../../ecr/policy/action-pattern';
import { exceptsValues, holdsWithoutKey, namesValues } from '../../../ecr/policy/condition-operators';
import { PUT_IMAGE_ACTION, SERVICE_PULL_ACTIONS, TOKEN_ACTION } from '../../../ecr/policy/ecr-actions';
import type { PolicyCondition, PolicyStatement } from '../../../ecr/policy/policy-document';
import { readPolicy } from '../../../ecr/policy/policy-document';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole, hole } from '../../../text/holes';
import { wildcardsOverlap } from '../../../text/wildcard';
import type { Problem } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { isMissing } from '../list-items';
import { referredIn } from '../references';
import { arnPattern, mayAllow } from '../role-permissions';
import type { Need } from '../role-permissions';

const { API, REGISTRY, LAYERS } = EndpointService;
const AT = 'Properties/PolicyDocument';
const GET_OBJECT = 's3:GetObject';
/** Keys with the account or organization that owns a bucket. AWS owns the one with the layers. */
const OWNER_KEYS = ['aws:resourceaccount', 's3:resourceaccount', 'aws:resourceorgid', 'aws:resourceorgpaths'];

/** Requests of a pull that the policy of an endpoint does not let through. Without a policy, it lets all through. */
export function* checkEndpointPolicy(endpoint: TemplateResource, app: TemplateApp): Iterable<Problem> {
  const document = endpoint.property('PolicyDocument');
  if (isMissing(document)) return;
  const { statements, partial, malformed } = readPolicy(document, endpoint.stack);
  if (malformed) return;
  const check = checkOf(endpoint, app);
  if (!check) return;
  if (partial) return yield { at: AT, text: 'the policy is known only at deployment', unresolved: true };
  yield* check({ statements, endpoint, app });
}

interface EndpointPolicy {
  readonly statements: readonly PolicyStatement[];
  readonly endpoint: TemplateResource;
  readonly app: TemplateApp;
}

/** The check of a policy, by its service. An endpoint for Amazon S3 matters where images are pulled through another one. */
function checkOf(
  endpoint: TemplateResource,
  app: TemplateApp,
): ((policy: EndpointPolicy) => Iterable<Problem>) | undefined {
  if (isInterfaceFor(endpoint, REGISTRY)) return checkPull;
  const beside = endpointsBeside(endpoint, app);
  if (!beside.some((each) => isInterfaceFor(each, REGISTRY))) return undefined;
  if (isInterfaceFor(endpoint, API)) return checkLogin;
  const others = beside.filter((each) => each !== endpoint && isForService(each, LAYERS));
  // Layers may come through another endpoint, such as that of other subnets.
  return isForService(endpoint, LAYERS) && others.length === 0 ? checkLayers : undefined;
}

function* checkLogin(policy: EndpointPolicy): Iterable<Problem> {
  if (letsThrough(policy, { action: TOKEN_ACTION })) return;
  const isLimited = policy.statements.some(({ allows, json }) => allows && coversAction(json, TOKEN_ACTION));
  yield {
    at: AT,
    text: isLimited
      ? `the policy limits ${TOKEN_ACTION} to resources, but it has none, so that nobody in the VPC can log in`
      : `the policy does not allow ${TOKEN_ACTION}, so that nobody in the VPC can log in`,
    remedy: `allow ${TOKEN_ACTION} on "*" in a statement of its own`,
  };
}

/** A policy that lets nobody pull at all may be for clients that only push. */
function* checkPull(policy: EndpointPolicy): Iterable<Problem> {
  const resource = 'arn:*:ecr:*';
  const isAllowed = (action: string) => letsThrough(policy, { action, resource });
  const missing = SERVICE_PULL_ACTIONS.filter((action) => !isAllowed(action));
  if (missing.length !== 1 || isAllowed(PUT_IMAGE_ACTION)) return;
  yield {
    at: AT,
    text: `the policy does not allow ${missing[0]}, so that nobody in the VPC can pull`,
    remedy: `allow ${SERVICE_PULL_ACTIONS.join(' and ')}`,
  };
}

function* checkLayers(policy: EndpointPolicy): Iterable<Problem> {
  const { region } = policy.endpoint.stack;
  const partition = fillRegion(hole('AWS::Partition'), region) as string;
  const resource = layerObjects(hasHole(partition) ? '*' : partition, region ?? '*');
  if (letsThrough(policy, { action: GET_OBJECT, resource })) return;
  yield {
    at: AT,
    text:
      `the policy does not allow ${GET_OBJECT} on the bucket of AWS with the layers of images, so that every pull in the ` +
      'VPC fails',
    remedy: `allow ${GET_OBJECT} on ${layerObjects('<partition>', region ?? '<region>')}, as RegistryEndpoints does`,
  };
}

function letsThrough({ statements, endpoint, app }: EndpointPolicy, need: Need): boolean {
  const { stack } = endpoint;
  return (
    !statements.some((statement) => denies(statement, need, { endpoint, app })) &&
    statements.some(
      (statement) =>
        !(need.action === GET_OBJECT && statement.conditions.some(namesOwner)) &&
        mayAllow(ofOthers(statement, need, app), need, stack, app),
    )
  );
}

/** A statement without the buckets of the app, which have no layers. */
function ofOthers(statement: PolicyStatement, { action }: Need, app: TemplateApp): PolicyStatement {
  if (action !== GET_OBJECT) return statement;
  const isOwn = (resource: string) => referredIn(resource, app).some(({ type }) => type === ResourceType.BUCKET);
  return { ...statement, resources: statement.resources.filter((resource) => !isOwn(resource)) };
}

/** Whether a condition is true only for buckets of named owners. */
function namesOwner({ operator, key, values }: PolicyCondition): boolean {
  return OWNER_KEYS.includes(key) && namesValues(operator) && !holdsWithoutKey(operator) && areOwners(values);
}

function areOwners(values: readonly unknown[]): boolean {
  return values.length > 0 && values.every((value) => !String(value).includes('*'));
}

/** Whether a statement denies everybody an action: on its resource, or on all but others. */
function denies(
  { json, conditions, resources, principals }: PolicyStatement,
  { action, resource }: Need,
  { endpoint, app }: Omit<EndpointPolicy, 'statements'>,
): boolean {
  if (json.Effect !== 'Deny' || !coversAction(json, action) || !principals.AWS?.includes('*')) return false;
  const isOfOwners =
    action === GET_OBJECT &&
    conditions.length === 1 &&
    OWNER_KEYS.includes(conditions[0].key) &&
    exceptsValues(conditions[0].operator) &&
    areOwners(conditions[0].values);
  if (conditions.length > 0 && !isOfOwners) return false;
  if (json.NotResource === undefined) return resources.includes('*');
  if (resource === undefined) return ![json.NotResource].flat().includes('*');
  const exceptions = [json.NotResource].flat().filter((each) => typeof each === 'string');
  return exceptions.every((each) => !wildcardsOverlap(arnPattern(each, endpoint.stack, app), resource));
}
