import { isForeign, strangersIn } from './key-parties';
import { usersOf } from './key-users';
import { EcrRule } from '../../../ecr/ecr-rule';
import { coversAction, matchesPattern } from '../../../ecr/policy/action-pattern';
import { exceptsValues } from '../../../ecr/policy/condition-operators';
import { patternOf } from '../../../ecr/policy/limits-nobody';
import { admitsEverybody } from '../../../ecr/policy/open-statement';
import type { PolicyCondition, PolicyDocument, PolicyStatement } from '../../../ecr/policy/policy-document';
import { readPolicy } from '../../../ecr/policy/policy-document';
import { ResourceType } from '../../../ecr/resource-type';
import { fill, hasHole, readable } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import type { TemplateStack } from '../../template-stack';
import { deniesOtherGrants, deniesOthers, limits } from '../monitoring/statement-conditions';

export const KEY_POLICY: Rule = {
  id: EcrRule.KEY_POLICY,
  types: [ResourceType.KEY],
  check: checkPolicy,
};

const AT = 'Properties/KeyPolicy';
const GRANT = 'kms:CreateGrant';
/** Actions that use a key, disable it, or change who may use it. */
const USE = [
  'kms:Decrypt',
  'kms:DisableKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:PutKeyPolicy',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:RevokeGrant',
  'kms:ScheduleKeyDeletion',
];
/** Actions that Amazon ECR needs to read and write images, and the effect if they are missing. */
const NEEDED: readonly (readonly [action: string, effect: string])[] = [
  ['kms:Decrypt', 'no image can be pulled'],
  ['kms:GenerateDataKey', 'no image can be pushed'],
];
const NAME_CALLERS =
  'remove the statement (pushes and pulls do not need it), or name principals of the account, or add a condition such ' +
  'as kms:CallerAccount with the id of the account';
const ADMIT_ACCOUNT =
  'add the statement that KMS gives keys by default: Allow kms:* for the root of the account; or allow kms:CreateGrant and ' +
  'kms:DescribeKey to the roles that deploy repositories, with kms:ViaService';

function* checkPolicy(key: TemplateResource, context: CheckContext): Iterable<Problem> {
  const value = key.property('KeyPolicy');
  // The default key policy of KMS admits only the account.
  if (value === undefined || usersOf(key, context.app).length === 0) return;
  const policy = readPolicy(value);
  const denies = policy.statements.filter(({ json }) => json.Effect === 'Deny').filter(namesEverybody);
  for (const statement of policy.statements.filter(({ allows }) => allows)) {
    if (!givesAway(statement, denies)) continue;
    const strangers = strangersIn(statement, key, context);
    if (strangers.length === 0) continue;
    const { index, json } = statement;
    const actions = readable([json.Action ?? { NotAction: json.NotAction }].flat().map(readable).join(', '));
    yield {
      at: `${AT}/Statement/${index}`,
      text: `${strangers.join(', ')} may do ${actions} with the key for any purpose`,
      // Any account may have a service of AWS make a grant, so that its condition limits nobody.
      ...(strangers.includes('everybody') && { remedy: NAME_CALLERS }),
    };
  }
  yield* checkResources(key, policy);
  yield* checkGrants(key, policy, context.app);
  yield* checkDenials(policy);
}

/** Checks that each statement is about the key itself. A key policy has no effect on another resource. */
function* checkResources({ stack }: TemplateResource, { statements }: PolicyDocument): Iterable<Problem> {
  for (const { index, resources } of statements) {
    if (resources.length === 0 || resources.some((each) => mayBeOwnKey(each, stack))) continue;
    yield {
      at: `${AT}/Statement/${index}`,
      text: `the Resource is ${readable(resources.join(', '))}, which is not the key, so the statement has no effect`,
      remedy: 'set Resource to "*", which is the key itself in a key policy',
    };
  }
}

/** Whether a Resource may be the key that has the policy. Its id is not known before it is created. */
function mayBeOwnKey(resource: string, { region, account }: TemplateStack): boolean {
  const [, , , ofRegion, ofAccount] = resource.split(':');
  const own = `arn:aws:kms:${region ?? ofRegion}:${account ?? ofAccount}:key/x`;
  const pattern = resource.replace(/^arn:aws-[a-z-]+:/, 'arn:aws:').replace(/:key\/.*$/s, ':key/*');
  return hasHole(resource) || matchesPattern(pattern, own);
}

function givesAway({ json }: PolicyStatement, denies: readonly PolicyStatement[]): boolean {
  const given = [GRANT, ...USE].filter((action) => coversAction(json, action));
  return given.some(
    (action) =>
      !denies.some(
        (deny) =>
          coversAction(deny.json, action) && (deniesOthers(deny) || (action === GRANT && deniesOtherGrants(deny))),
      ),
  );
}

/** Checks that principals of the account can let Amazon ECR create its grants. A repository needs them. */
function* checkGrants(
  key: TemplateResource,
  { statements, partial }: PolicyDocument,
  app: TemplateApp,
): Iterable<Problem> {
  const about = statements.filter(({ json }) => coversAction(json, GRANT));
  const denied = about.find(deniesAll);
  if (denied) {
    const text = `${GRANT} is denied to everybody, so that no repository can be created with the key`;
    const remedy = 'give the Deny the condition that kms:GrantIsForAWSResource is false';
    return yield { at: `${AT}/Statement/${denied.index}`, text, remedy };
  }
  const admitting = about.filter((each) => each.allows && admitsSomebody(each, key, app));
  if (admitting.some((each) => admitsEcr(each, key))) return;
  if (partial) {
    return yield { at: AT, text: `who has ${GRANT} is known at deployment`, unresolved: true };
  }
  const found =
    admitting.length === 0 ? `lets nobody of the account do ${GRANT}` : `allows ${GRANT} only through other services`;
  yield {
    at: AT,
    text: `the policy ${found}, so that no repository can be created with the key`,
    remedy: ADMIT_ACCOUNT,
  };
}

/** Checks that no Deny keeps Amazon ECR itself from using the key. */
function* checkDenials({ statements }: PolicyDocument): Iterable<Problem> {
  for (const { index, json } of statements.filter(deniesAll)) {
    // A Deny of grants is reported already.
    if (coversAction(json, GRANT)) continue;
    const denied = NEEDED.filter(([action]) => coversAction(json, action));
    if (denied.length === 0) continue;
    const [actions, effects] = [0, 1].map((part) => denied.map((each) => each[part]).join(' and '));
    const remedy = 'name the principals in the Deny, or give it a condition that Amazon ECR does not meet';
    yield {
      at: `${AT}/Statement/${index}`,
      text: `${actions} ${denied.length > 1 ? 'are' : 'is'} denied to everybody, also to Amazon ECR, so that ${effects}`,
      remedy,
    };
  }
}

/** Whether a statement denies something to everybody, on no condition or only with exceptions for other services. */
function deniesAll(statement: PolicyStatement): boolean {
  return statement.json.Effect === 'Deny' && statement.conditions.every(exceptsOthers) && namesEverybody(statement);
}

/** Whether a condition of a Deny exempts only what other services of AWS do. */
function exceptsOthers({ operator, key, values }: PolicyCondition): boolean {
  const isExcepted = (value: unknown) =>
    !/^[a-z0-9-]+\.[a-z0-9-]+\.amazonaws\.com/.test(String(value)) || /^ecr\./.test(String(value));
  return exceptsValues(operator) && key === 'kms:viaservice' && !values.some(isExcepted);
}

/** Whether a statement is for everybody without exceptions. */
function namesEverybody({ json: { Principal } }: PolicyStatement): boolean {
  return admitsEverybody({ Principal });
}

/** Whether a statement admits principals that create repositories. They may be in another account only if the repositories are. */
function admitsSomebody(statement: PolicyStatement, key: TemplateResource, app: TemplateApp): boolean {
  if (namesEverybody(statement) || 'NotPrincipal' in statement.json) return true;
  const elsewhere = usersOf(key, app).every(({ stack }) => stack.account !== key.stack.account);
  return (statement.principals.AWS ?? []).some((principal) => elsewhere || !isForeign(principal, key));
}

/** Whether a statement admits calls through Amazon ECR in the region of the key. */
function admitsEcr(statement: PolicyStatement, { stack: { region } }: TemplateResource): boolean {
  const ecr = `ecr.${region ?? 'eu-west-1'}.amazonaws.com`;
  return limits(statement, /^kms:viaservice$/).every(({ operator, values }) =>
    values
      .map((value) => fill(patternOf(operator, String(value)), () => '*'))
      .some((service) => [ecr, `${ecr}.cn`].some((each) => matchesPattern(service, each)) || isAnyEcr(service, region)),
  );
}

function isAnyEcr(service: string, region: string | undefined): boolean {
  return region === undefined && service.startsWith('ecr.');
}
