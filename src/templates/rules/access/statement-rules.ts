import { checkActions, checkLogins, IDENTITY_TYPES } from './identity-policies';
import type { AccessPolicy, AccessStatement } from './policies';
import { certainOf, checkStatements, policyOf, POLICY_TYPES, unresolved } from './policies';
import { EcrRule } from '../../../ecr/ecr-rule';
import { Relation } from '../../../ecr/environments';
import type { Mistake } from '../../../ecr/mistakes/mistake';
import { mayBeAnotherAccount, mistakesInAccountPush } from '../../../ecr/mistakes/statements/account-push';
import { mistakesInActions, mistakesInServices } from '../../../ecr/mistakes/statements/actions';
import { mayBeAdministered, mistakesInAdministration } from '../../../ecr/mistakes/statements/administration';
import { spelled } from '../../../ecr/mistakes/statements/conditions';
import { denialOf, serviceDenialOf } from '../../../ecr/mistakes/statements/denial';
import { mistakesInConditions, mistakesInKeys } from '../../../ecr/mistakes/statements/effective-conditions';
import { mistakesInForAllValues } from '../../../ecr/mistakes/statements/for-all-values';
import { isFenced } from '../../../ecr/mistakes/statements/guarded-by-deny';
import { mistakesInHalfPull } from '../../../ecr/mistakes/statements/half-pull';
import { mistakesInHalfPush } from '../../../ecr/mistakes/statements/half-push';
import type { NeededAction, StatementContext } from '../../../ecr/mistakes/statements/judged-statement';
import { mistakesInException, mistakesInLockOut } from '../../../ecr/mistakes/statements/lock-out';
import { mayBeOpen, mistakesInOpenness } from '../../../ecr/mistakes/statements/open-statement';
import { mistakesInOrganizationPaths } from '../../../ecr/mistakes/statements/organization-path';
import { mistakesInRegistryDeny } from '../../../ecr/mistakes/statements/registry-deny';
import { mistakesInResources } from '../../../ecr/mistakes/statements/resources';
import { mistakesInServiceSource } from '../../../ecr/mistakes/statements/service-source';
import { someOf } from '../../../ecr/mistakes/statements/statement-mistake';
import { CREATE_ACTION, IMPORT_ACTION } from '../../../ecr/policy/ecr-actions';
import type { PolicyStatement } from '../../../ecr/policy/policy-document';
import { RegistryScanType } from '../../../ecr/registry-scan-type';
import { ResourceType } from '../../../ecr/resource-type';
import type { Problem, Rule, UnknownNames } from '../../rule';
import type { TemplateApp } from '../../template-app';
import { known } from '../list-items';
import { problemsOf } from '../mistake-problems';

type MistakesIn = (statement: AccessStatement, context: StatementContext) => Iterable<Mistake>;

/** A rule that reports the mistakes of statements. */
function statementRule(id: EcrRule, mistakesIn: MistakesIn, types: readonly string[] = POLICY_TYPES): Rule {
  return {
    id,
    types,
    check: checkStatements((statement, policy) =>
      problemsOf(id, statement.at, statement.name, mistakesIn(statement, contextOf(policy))),
    ),
  };
}

export const FOR_ALL_VALUES = statementRule(EcrRule.FOR_ALL_VALUES, mistakesInForAllValues);
export const ORGANIZATION_PATH = statementRule(EcrRule.ORGANIZATION_PATH, mistakesInOrganizationPaths);
export const POLICY_CONDITIONS = statementRule(EcrRule.POLICY_CONDITIONS, mistakesInConditions);
const ACTIONS: Rule = {
  id: EcrRule.POLICY_ACTIONS,
  types: POLICY_TYPES,
  check: checkStatements(function* (statement, policy, { app }) {
    const { name, at } = statement;
    yield* problemsOf(EcrRule.POLICY_ACTIONS, at, name, mistakesInActions(statement, contextOf(policy)));
    const others = othersFor(statement, policy, app);
    if (others) {
      yield* problemsOf(EcrRule.POLICY_ACTIONS, at, name, mistakesInHalfPull(statement, others, policy.stack));
      yield* problemsOf(EcrRule.POLICY_ACTIONS, at, name, mistakesInHalfPush(statement, others, policy.stack));
    }
    yield* problemsOf(EcrRule.POLICY_ACTIONS, at, name, mistakesInLockOut(statement, contextOf(policy)));
    yield* problemsOf(EcrRule.POLICY_ACTIONS, at, name, mistakesInException(statement, policy.stack));
    // Another rule judges a Deny in a registry policy.
    const deny = policy.type === ResourceType.REGISTRY_POLICY ? undefined : denialOf(statement, policy.statements);
    if (deny) {
      const text = `${name} has no effect, because ${deny.name} denies its actions to everybody`;
      yield { at, text, remedy: 'leave the actions out of the Deny, or give it a condition' };
    } else {
      yield* caughtBy(statement, policy.statements);
    }
  }),
};
/** A service that a Deny of the same policy catches, because its requests have no key of a principal or a network. */
function* caughtBy(statement: AccessStatement, statements: readonly AccessStatement[]): Iterable<Problem> {
  const denial = serviceDenialOf(statement, certainOf(statements));
  if (!denial) return;
  const { statement: deny, key, action } = denial;
  const services = someOf(statement.principals.Service ?? []);
  yield {
    at: statement.at,
    text:
      `${statement.name} has no effect for ${services}, because ${deny.name} denies ${action} on a condition on ` +
      `${spelled(key)}, which no request of a service has`,
    remedy: `add the condition Bool with "false" for aws:PrincipalIsAWSService to ${deny.name}`,
  };
}

export const POLICY_ACTIONS: Rule = {
  id: EcrRule.POLICY_ACTIONS,
  types: [...ACTIONS.types, ...IDENTITY_TYPES],
  *check(resource, context) {
    if (!IDENTITY_TYPES.includes(resource.type)) return yield* ACTIONS.check(resource, context);
    yield* checkActions(EcrRule.POLICY_ACTIONS, resource, context.app);
    yield* checkLogins(resource, context.app);
  },
};
export const POLICY_RESOURCES = statementRule(EcrRule.POLICY_RESOURCES, mistakesInResources);
export const REGISTRY_DENY: Rule = {
  id: EcrRule.REGISTRY_DENY,
  types: [ResourceType.REGISTRY_POLICY],
  check: checkStatements((statement, policy, { app }) => {
    const context = {
      ...contextOf(policy),
      inspectorScans: inspectorScans(policy, app),
      needed: neededIn(policy, app),
    };
    const mistakes = mistakesInRegistryDeny(statement, context);
    return problemsOf(EcrRule.REGISTRY_DENY, statement.at, statement.name, mistakes);
  }),
};
export const SERVICE_SOURCE = statementRule(
  EcrRule.SERVICE_SOURCE,
  mistakesInServiceSource,
  POLICY_TYPES.filter((type) => type !== ResourceType.PUBLIC_REPOSITORY),
);

/** The check for open statements. It reads the whole policy, because a Deny may limit an open statement. */
export const OPEN_POLICY: Rule = {
  id: EcrRule.OPEN_POLICY,
  types: POLICY_TYPES,
  check: checkStatements(function* (statement, policy) {
    const { name, at } = statement;
    if (mayBeOpen(statement, policy.stack)) {
      yield unresolved(at, `principals of ${name} are known at deployment`);
    } else if (!isFenced(statement, policy.statements)) {
      yield* problemsOf(EcrRule.OPEN_POLICY, at, name, mistakesInOpenness(statement, contextOf(policy)));
    }
  }),
};

type MayBeAnother = (statement: AccessStatement, context: StatementContext) => boolean;

/** A rule about what other accounts may do. Whether an account is another one may be known at deployment only. */
function accountRule(id: EcrRule, mistakesIn: MistakesIn, mayBeAnother: MayBeAnother): Rule {
  return {
    id,
    types: POLICY_TYPES,
    check: checkStatements(function* (statement, policy) {
      const { name, at } = statement;
      const context = contextOf(policy);
      if (mayBeAnother(statement, context)) {
        yield unresolved(at, `whether an account of ${name} is another one is known at deployment`);
      }
      yield* problemsOf(id, at, name, mistakesIn(statement, context));
    }),
  };
}

export const ACCOUNT_PUSH = accountRule(EcrRule.ACCOUNT_PUSH, mistakesInAccountPush, mayBeAnotherAccount);
export const ADMINISTRATION = accountRule(EcrRule.ADMINISTRATION, mistakesInAdministration, mayBeAdministered);

/** Actions and condition keys that the library does not know. */
export const ACTION_NAMES: UnknownNames = {
  types: POLICY_TYPES,
  check: checkStatements((statement, policy) =>
    problemsOf(EcrRule.UNKNOWN_NAME, statement.at, statement.name, [
      ...mistakesInActions(statement, contextOf(policy)),
      ...mistakesInServices(statement),
      ...mistakesInKeys(statement),
    ]),
  ),
};

/**
 * The other statements that apply to the repositories of a policy, with those of the registry; `undefined` if they are not
 * all known, or if nobody pulls with the policy.
 */
function othersFor(
  statement: AccessStatement,
  { type, stack, document, statements }: AccessPolicy,
  app: TemplateApp,
): readonly PolicyStatement[] | undefined {
  const isPulled = type === ResourceType.REPOSITORY || type === ResourceType.CREATION_TEMPLATE;
  if (!isPulled || document.partial) return undefined;
  const registries = app
    .resourcesOf(ResourceType.REGISTRY_POLICY)
    .filter((each) => each.stack.relationTo(stack) !== Relation.DIFFERENT)
    .map((each) => policyOf(each)?.document);
  if (registries.some((each) => each?.partial)) return undefined;
  return [...statements, ...registries.flatMap((each) => each?.statements ?? [])].filter((each) => each !== statement);
}

/** What the creation templates and caches of the app do in the registry of a policy. */
function neededIn({ stack }: AccessPolicy, app: TemplateApp): NeededAction[] {
  const featuresOf = (type: string, property: string, action: string, name: string) =>
    app
      .resourcesOf(type)
      .filter((each) => each.stack.relationTo(stack) === Relation.SAME && each.condition === undefined)
      .flatMap((each) => {
        const prefix = known(each.property(property));
        return prefix === undefined ? [] : [{ action, prefix, name: `${name} ${each.constructPath}` }];
      });
  return [
    ...featuresOf(ResourceType.CREATION_TEMPLATE, 'Prefix', CREATE_ACTION, 'the creation template'),
    ...featuresOf(ResourceType.PULL_THROUGH_CACHE_RULE, 'EcrRepositoryPrefix', IMPORT_ACTION, 'the cache'),
  ];
}

/** Whether the app turns on enhanced scanning in the registry of a policy. */
function inspectorScans({ stack }: AccessPolicy, app: TemplateApp): boolean {
  return app
    .resourcesOf(ResourceType.SCANNING_CONFIGURATION)
    .filter((each) => each.stack.relationTo(stack) === Relation.SAME)
    .some((each) => each.property('ScanType') === RegistryScanType.ENHANCED);
}

function contextOf({ type, stack: { account, region } }: AccessPolicy): StatementContext {
  return { type, account, region };
}
