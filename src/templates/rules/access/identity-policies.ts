import { LOGIN_REMEDY, loginFlaw } from './public-login';
import { EcrRule } from '../../../ecr/ecr-rule';
import { mistakesInKeys } from '../../../ecr/mistakes/statements/effective-conditions';
import { mistakesInIdentityActions, mistakesInManagedPolicy } from '../../../ecr/mistakes/statements/identity-actions';
import { identityFlaw } from '../../../ecr/mistakes/statements/identity-flaw';
import { someOf } from '../../../ecr/mistakes/statements/statement-mistake';
import { deniesOnAll, destructiveOnAll, FULL_ACCESS_POLICIES } from '../../../ecr/policy/identity-statement';
import { readPolicy } from '../../../ecr/policy/policy-document';
import type { PolicyStatement } from '../../../ecr/policy/policy-document';
import { ResourceType } from '../../../ecr/resource-type';
import { hole, readable } from '../../../text/holes';
import type { CheckContext, Problem, Rule, UnknownNames } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { inlineDocuments, managedPolicyAmong } from '../identity-documents';
import { problemsOf } from '../mistake-problems';
import { oncePer } from '../once-per';

/** The types with policies of identities. */
export const IDENTITY_TYPES: readonly string[] = [
  ResourceType.IAM_POLICY,
  ResourceType.IAM_MANAGED_POLICY,
  ResourceType.IAM_ROLE,
  ResourceType.IAM_USER,
  ResourceType.IAM_GROUP,
  ResourceType.IAM_ROLE_POLICY,
  ResourceType.IAM_USER_POLICY,
  ResourceType.IAM_GROUP_POLICY,
];

const REPOSITORIES: readonly string[] = [ResourceType.REPOSITORY, ResourceType.PUBLIC_REPOSITORY];

const FORM_REMEDY = 'correct the statement, because IAM refuses the policy';

export const IDENTITY_POLICY: Rule = {
  id: EcrRule.IDENTITY_POLICY,
  types: IDENTITY_TYPES,
  check: checkIdentity,
};

/** Names of actions and of managed policies that the library does not know. */
export const IDENTITY_NAMES: UnknownNames = {
  types: IDENTITY_TYPES,
  *check(resource, { app }) {
    yield* checkActions(EcrRule.UNKNOWN_NAME, resource, app);
    yield* checkKeys(resource);
    for (const [index, arn] of resource.list('ManagedPolicyArns').entries()) {
      const at = `Properties/ManagedPolicyArns/${index}`;
      yield* problemsOf(EcrRule.UNKNOWN_NAME, at, 'the policy', mistakesInManagedPolicy(arn));
    }
  },
};

/** Reports actions that a policy of identities names in vain. */
export function* checkActions(id: EcrRule, resource: TemplateResource, app: TemplateApp): Iterable<Problem> {
  const isRepository = (reference: string) =>
    !reference.includes('.') && REPOSITORIES.includes(app.resourceOf(hole(reference))?.type ?? '');
  const context = { region: resource.stack.region, isRepository };
  for (const [at, document] of documentsOf(resource)) {
    const { statements } = readPolicy(document, resource.stack);
    for (const statement of statements) {
      const others = statements.filter((each) => each !== statement);
      const name = `statement ${statement.sid ?? statement.index + 1}`;
      yield* problemsOf(
        id,
        `${at}/Statement/${statement.index}`,
        name,
        mistakesInIdentityActions(statement, others, context),
      );
    }
  }
}

/** Reports condition keys that the library does not know. Actions of other services have keys of their own. */
function* checkKeys(resource: TemplateResource): Iterable<Problem> {
  for (const [at, document] of documentsOf(resource)) {
    for (const statement of readPolicy(document, resource.stack).statements) {
      const { sid, index, actions } = statement;
      if (actions.length === 0 || !actions.every((each) => /^ecr(-public)?:/i.test(each))) continue;
      const name = `statement ${sid ?? index + 1}`;
      yield* problemsOf(EcrRule.UNKNOWN_NAME, `${at}/Statement/${index}`, name, mistakesInKeys(statement));
    }
  }
}

/** The policies in a resource of IAM, by their places. */
function documentsOf(resource: TemplateResource): [string, unknown][] {
  return [
    ['Properties/PolicyDocument', resource.property('PolicyDocument')],
    ...inlineDocuments(resource).map((document, index): [string, unknown] => [
      `Properties/Policies/${index}/PolicyDocument`,
      document,
    ]),
  ];
}

/** Reports statements that let a role log in to the public registry, which also needs an action of AWS STS. */
export function* checkLogins(resource: TemplateResource, app: TemplateApp): Iterable<Problem> {
  for (const [at, document] of documentsOf(resource)) {
    for (const statement of readPolicy(document, resource.stack).statements) {
      const flaw = loginFlaw(statement, resource, app);
      if (flaw) yield { ...problemOf(statement, at, flaw), remedy: LOGIN_REMEDY };
    }
  }
}

/** Reports statements about Amazon ECR that IAM refuses. */
export function* checkIdentityForm(resource: TemplateResource): Iterable<Problem> {
  for (const [at, document] of documentsOf(resource)) {
    for (const statement of readPolicy(document, resource.stack).statements) {
      const flaw = identityFlaw(statement.json);
      if (flaw) yield { ...problemOf(statement, at, flaw), remedy: FORM_REMEDY };
    }
  }
}

function problemOf({ sid, index }: PolicyStatement, at: string, flaw: string): Problem {
  return { at: `${at}/Statement/${index}`, text: readable(`statement ${sid ?? index + 1} ${flaw}`) };
}

function* checkIdentity(resource: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  if (isBoundaryOnly(resource, app)) return;
  for (const [at, document] of documentsOf(resource)) yield* checkDocument(resource, at, document);
  for (const [index, policy] of resource.list('ManagedPolicyArns').entries()) {
    const name = managedPolicyAmong(FULL_ACCESS_POLICIES, policy);
    if (name === undefined) continue;
    yield {
      at: `Properties/ManagedPolicyArns/${index}`,
      text: `it has the managed policy ${name}, which allows all actions on every repository`,
    };
  }
}

/** Whether a managed policy only limits what others allow. */
function isBoundaryOnly(policy: TemplateResource, app: TemplateApp): boolean {
  const { boundaries, attached } = managedPolicies(app);
  const isNamed = ['Roles', 'Users', 'Groups'].some((property) => policy.list(property).length > 0);
  return boundaries.has(policy) && !attached.has(policy) && !isNamed;
}

/** The managed policies of an app that are boundaries, and those that identities have. */
const managedPolicies = oncePer((app: TemplateApp) => {
  const identities = [ResourceType.IAM_ROLE, ResourceType.IAM_USER, ResourceType.IAM_GROUP].flatMap((type) =>
    app.resourcesOf(type),
  );
  const named = (property: string) =>
    new Set(identities.flatMap((identity) => identity.list(property).map((arn) => app.resourceOf(arn))));
  return { boundaries: named('PermissionsBoundary'), attached: named('ManagedPolicyArns') };
});

function* checkDocument({ stack }: TemplateResource, at: string, value: unknown): Iterable<Problem> {
  const { statements } = readPolicy(value, stack);
  for (const statement of statements) {
    const actions = destructiveOnAll(statement, stack).filter(
      (action) => !statements.some((other) => deniesOnAll(other, action, stack)),
    );
    if (actions.length === 0) continue;
    yield problemOf(statement, at, `allows ${someOf(actions)} on every repository`);
  }
}
