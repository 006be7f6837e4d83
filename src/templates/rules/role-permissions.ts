import { managedPolicyAmong } from './identity-documents';
import { policiesOfRole } from './role-policies';
import { fillRegion } from '../../ecr/fill-region';
import { coversAction } from '../../ecr/policy/action-pattern';
import { deniesOnAll } from '../../ecr/policy/identity-statement';
import { MANAGED_PERMISSIONS } from '../../ecr/policy/managed-permissions';
import type { PolicyStatement } from '../../ecr/policy/policy-document';
import { ResourceType } from '../../ecr/resource-type';
import { fill, hasHole, hole } from '../../text/holes';
import { wildcardsOverlap } from '../../text/wildcard';
import type { TemplateApp } from '../template-app';
import type { TemplateResource } from '../template-resource';
import type { TemplateStack } from '../template-stack';
import { known } from './list-items';

const ANY = /^\*+$/;

/** An action on a resource that a role needs. */
export interface Need {
  readonly action: string;
  /** A pattern for its ARN, as `arnPattern` gives it. `undefined` stands for an action without a resource. */
  readonly resource?: string;
}

/**
 * Whether the policies of a role may allow an action on a resource. A managed policy that the app does not declare may allow
 * anything, unless it is one of AWS that is known.
 */
export function mayCall(role: TemplateResource, need: Need, app: TemplateApp): boolean {
  const { certain, possible, foreign, inlineUnknown } = policiesOfRole(role, app);
  const documents = [...certain, ...possible];
  if (inlineUnknown || documents.some(({ partial }) => partial)) return true;
  const statements = certain.flatMap((document) => document.statements);
  if (statements.some((statement) => deniesOnAll(statement, need.action, role.stack))) return false;
  return (
    foreign.some((arn) => mayGive(arn, need.action)) ||
    documents.some((document) => document.statements.some((statement) => mayAllow(statement, need, role.stack, app)))
  );
}

function mayGive(arn: unknown, action: string): boolean {
  const name = managedPolicyAmong(Object.keys(MANAGED_PERMISSIONS), arn);
  return name === undefined || MANAGED_PERMISSIONS[name].includes(action);
}

/** Whether a statement of a policy may allow an action on a resource. */
export function mayAllow(statement: PolicyStatement, need: Need, stack: TemplateStack, app: TemplateApp): boolean {
  const { allows: allowed, json, resources } = statement;
  if (!allowed || !(coversAction(json, need.action) || hasHole([json.Action, json.NotAction]))) return false;
  if (json.NotResource !== undefined) return true;
  return resources.some((resource) => {
    if (ANY.test(resource)) return true;
    const pattern = arnPattern(resource, stack, app);
    if (ANY.test(pattern)) return true;
    return need.resource !== undefined && wildcardsOverlap(pattern, need.resource);
  });
}

/**
 * A pattern for the ARNs that a text of a template may be. The ARN of a repository of the app has the name, or else a text that
 * stands for it. All other unresolved parts may be anything.
 */
export function arnPattern(value: string, { account, region }: TemplateStack, app: TemplateApp): string {
  const text = fill(String(fillRegion(value, region)), (reference) => {
    if (reference === 'AWS::AccountId') return account ?? '*';
    if (reference === 'AWS::Region') return region ?? '*';
    const resource = app.resourceOf(hole(reference));
    if (resource?.type !== ResourceType.REPOSITORY) return '*';
    if (reference.endsWith('.Arn')) return repositoryArn(resource);
    return reference.includes('.', reference.lastIndexOf('|')) ? '*' : repositoryName(resource);
  });
  return text.replaceAll('?', '*');
}

/** The ARN of a repository of the app, as a pattern. */
export function repositoryArn(repository: TemplateResource): string {
  const { account = '*', region } = repository.stack;
  const partition = fillRegion(hole('AWS::Partition'), region) as string;
  return `arn:${partition}:ecr:${region ?? '*'}:${account}:repository/${repositoryName(repository)}`;
}

/** The name of a repository, or a text that no name is and that stands for it. */
function repositoryName(repository: TemplateResource): string {
  return known(repository.property('RepositoryName')) ?? `~${repository.stack.path}|${repository.logicalId}`;
}
