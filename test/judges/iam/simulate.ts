import { getDenialReasons, getGrantReasons, runSimulation } from '@cloud-copilot/iam-simulate';
import type { Simulation } from '@cloud-copilot/iam-simulate';
import { accountOf, partitionOf, principalArn } from './access-request';
import type { AccessRequest, Caller, PolicyDocument } from './access-request';
import { requestContexts } from './build-context';
import type { RequestContext } from './build-context';

/** What the simulator decides. */
export interface Decision {
  readonly result: 'Allowed' | 'ExplicitlyDenied' | 'ImplicitlyDenied';
  /** Statements that decided, for the message of a failing test. */
  readonly reasons: string;
}

/**
 * Decides a request as IAM would. Throws where a policy is not valid, where the action or resource does not exist, and
 * where the decision depends on a key that AWS may or may not send.
 */
export async function decide(request: AccessRequest): Promise<Decision> {
  const contexts = requestContexts(request);
  const decisions = await Promise.all(contexts.map(async (context) => simulate(request, context)));
  if (new Set(decisions.map(({ result }) => result)).size > 1) {
    const cases = decisions.map(({ result }, index) => `${result} with ${JSON.stringify(contexts[index])}`);
    throw new Error(`The decision depends on a key that AWS may or may not send: ${cases.join('; ')}`);
  }
  return decisions[0];
}

async function simulate(request: AccessRequest, context: RequestContext): Promise<Decision> {
  const outcome = await runSimulation(simulationOf(request, context), {});
  if (outcome.resultType === 'error') {
    throw new Error(
      `The simulator refuses ${request.action} on ${request.resource}: ${JSON.stringify(outcome.errors)}`,
    );
  }
  if (outcome.resultType === 'wildcard') {
    throw new Error(`${request.resource} must name one resource: a case decides one call`);
  }
  const { analysis, ignoredContextKeys = [] } = outcome.result;
  if (ignoredContextKeys.length > 0) {
    throw new Error(
      `${request.action} does not know ${ignoredContextKeys.join(', ')}: correct the table of request-context.ts`,
    );
  }
  const { result } = analysis;
  return {
    result,
    reasons: JSON.stringify(result === 'Allowed' ? getGrantReasons(analysis) : getDenialReasons(analysis)),
  };
}

function simulationOf(request: AccessRequest, context: RequestContext): Simulation {
  const { caller, action, resource, resourcePolicies = [], permissionsBoundary, vpcEndpointPolicy } = request;
  return {
    request: {
      principal: principalOf(caller, partitionOf(resource)),
      action,
      resource: { resource, accountId: resourceAccount(request) },
      contextVariables: { ...context },
    },
    identityPolicies: named('identity', request.identityPolicies),
    serviceControlPolicies: named('scp', request.serviceControlPolicies).map((policy) => ({
      orgIdentifier: policy.name,
      policies: [policy],
    })),
    resourceControlPolicies: [],
    ...(resourcePolicies.length > 0 && { resourcePolicy: merged(resourcePolicies) }),
    ...(permissionsBoundary && { permissionBoundaryPolicies: named('boundary', [permissionsBoundary]) }),
    ...(vpcEndpointPolicy && { vpcEndpointPolicies: named('endpoint', [vpcEndpointPolicy]) }),
  };
}

/** A role calls through a session; the simulator finds the role in `Principal` elements by itself. */
function principalOf(caller: Caller, partition: string): string {
  if (caller.kind === 'service') return caller.service;
  if (caller.kind === 'user') return principalArn(caller, partition);
  return `arn:${partition}:sts::${caller.account}:assumed-role/${caller.name}/session`;
}

function resourceAccount({ resource, resourceAccount: given, caller }: AccessRequest): string {
  const account =
    given ?? accountOf(resource) ?? (caller.kind === 'service' ? accountOf(caller.source) : caller.account);
  if (account === undefined) throw new Error(`Give the resourceAccount of ${resource}`);
  return account;
}

/** The policies of one resource decide together: any statement may allow, any may deny. */
function merged(policies: readonly PolicyDocument[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: policies.flatMap(({ Statement }) => Statement) };
}

function named(kind: string, policies: readonly PolicyDocument[] = []): { name: string; policy: PolicyDocument }[] {
  return policies.map((policy, index) => ({ name: `${kind} ${index + 1}`, policy }));
}
