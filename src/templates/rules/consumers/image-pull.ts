import { CONSUMER_TYPES, imagesOf, isRead } from './consumer-images';
import type { ConsumerImage } from './consumer-images';
import { imagePuller, Puller } from './image-puller';
import { cacheOf, registryOf, resourcesBeside } from './image-registry-place';
import { EcrRule, EcrRuleSeverity } from '../../../ecr/ecr-rule';
import { coversAction } from '../../../ecr/policy/action-pattern';
import { CREATE_ACTION, IMPORT_ACTION, SERVICE_PULL_ACTIONS, TOKEN_ACTION } from '../../../ecr/policy/ecr-actions';
import { admitsDeployers } from '../../../ecr/policy/lambda-access';
import { isWholeAccount } from '../../../ecr/policy/named-account';
import { partitionOf } from '../../../ecr/regions';
import { ResourceType } from '../../../ecr/resource-type';
import { CODEBUILD, serviceOf } from '../../../ecr/services';
import { hasHole, hole, isKnownText } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import type { AccessPolicy } from '../access/policies';
import { isUncertain, policyOf } from '../access/policies';
import { arnPattern, mayCall, repositoryArn } from '../role-permissions';

export const IMAGE_PULL: Rule = {
  id: EcrRule.IMAGE_PULL,
  types: CONSUMER_TYPES.filter((type) => type !== ResourceType.FUNCTION),
  check: checkPulls,
};

function* checkPulls(consumer: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const puller = imagePuller(consumer, app);
  const told = new Set<string>();
  for (const image of imagesOf(consumer, app)) {
    if (!isRead(image) || registryOf(image) === undefined) continue;
    for (const problem of checkImage(consumer, image, puller, app)) {
      // One role pulls all images, and logs in once.
      if (told.has(problem.text)) continue;
      told.add(problem.text);
      yield problem;
    }
  }
}

function* checkImage(
  consumer: TemplateResource,
  image: ConsumerImage,
  puller: Puller,
  app: TemplateApp,
): Iterable<Problem> {
  const { at } = image;
  if (puller.isCodeBuild) return yield* checkCodeBuild(image);
  if (puller.lacksRole !== undefined) return yield { at: puller.at, text: puller.lacksRole, remedy: puller.remedy };
  const foreign = [...checkAccount(consumer, image)];
  if (foreign.length > 0) return yield* foreign;
  const { role } = puller;
  if (!role) return;
  const who = `${role.constructPath}, the role that pulls ${image.name},`;
  if (!mayCall(role, { action: TOKEN_ACTION }, app)) {
    yield {
      at,
      text: `${who} may not ${TOKEN_ACTION}, without which it cannot log in`,
      remedy: `allow the role ${TOKEN_ACTION} on "*", because it has no resource`,
    };
  }
  const resource = image.repository ? repositoryArn(image.repository) : arnOfImage(consumer, image, app);
  const policy = image.repository && policyOf(image.repository);
  const isAllowed = (action: string) =>
    mayCall(role, { action, resource }, app) || (policy !== undefined && namesPrincipal(policy, action));
  const missing = SERVICE_PULL_ACTIONS.filter((action) => !isAllowed(action));
  if (missing.length > 0) {
    yield {
      at,
      text: `${who} may not ${missing.join(' and ')} on its repository`,
      // The policy of a repository of another app may name the role.
      ...(!image.repository && { severity: EcrRuleSeverity.WARNING }),
    };
  }
  yield* checkImport(consumer, image, who, (action) => isAllowed(action), app);
}

/** The permissions for the first pull of an image through a cache. */
function* checkImport(
  consumer: TemplateResource,
  image: ConsumerImage,
  who: string,
  isAllowed: (action: string) => boolean,
  app: TemplateApp,
): Iterable<Problem> {
  const served = cacheOf(consumer, image, app);
  if (!served || served.cache.condition !== undefined) return;
  const isThere = resourcesBeside(consumer, image, ResourceType.REPOSITORY, app).some((each) => {
    const name = each.property('RepositoryName');
    return name === image.path || hasHole(name);
  });
  const policies = [ResourceType.REGISTRY_POLICY, ResourceType.CREATION_TEMPLATE].flatMap((type) =>
    resourcesBeside(consumer, image, type, app).flatMap((each) => policyOf(each) ?? []),
  );
  const missing = [IMPORT_ACTION, ...(isThere ? [] : [CREATE_ACTION])].filter(
    (action) => !isAllowed(action) && !policies.some((policy) => isUncertain(policy) || admits(policy, action)),
  );
  if (missing.length === 0) return;
  yield {
    at: image.at,
    text:
      `${who} may not ${missing.join(' and ')}, so it cannot pull an image through the cache ` +
      `${served.cache.constructPath} for the first time`,
    remedy: 'let the role pull through the cache, such as with `grants.pullThrough`',
    severity: EcrRuleSeverity.WARNING,
  };
}

/** A repository of another account of the app, whose policy must admit the account of the consumer. */
function* checkAccount({ stack }: TemplateResource, { at, repository, name }: ConsumerImage): Iterable<Problem> {
  if (!repository || stack.account === undefined) return;
  const { account } = repository.stack;
  if (account === undefined || account === stack.account) return;
  const policy = policyOf(repository);
  if (policy && (isUncertain(policy) || admitsDeployers(policy.statements, stack.account, repository.stack))) return;
  yield {
    at,
    text: `the policy of ${repository.constructPath} lets nobody of account ${stack.account} pull ${name}`,
    remedy: 'add RepositoryAccess.pullFromAccounts with the account to the repository',
  };
}

/** An image that CodeBuild pulls with credentials of its own, for which the policy of the repository must admit it. */
function* checkCodeBuild({ at, repository }: ConsumerImage): Iterable<Problem> {
  if (!repository) return;
  const policy = policyOf(repository);
  if (policy && isUncertain(policy)) return;
  const admitting = (policy?.statements ?? []).filter(
    ({ allows, principals: { Service: services = [] } }) =>
      allows && services.some((service) => serviceOf(service) === CODEBUILD),
  );
  if (SERVICE_PULL_ACTIONS.every((action) => admitting.some(({ json }) => coversAction(json, action)))) return;
  yield {
    at,
    text:
      `CodeBuild pulls the image with its own credentials, but the policy of ${repository.constructPath} does not let ` +
      `${CODEBUILD.principal} pull`,
    remedy: 'set ImagePullCredentialsType to SERVICE_ROLE, or admit the service with the ARN of the project',
  };
}

/** The ARN of the repository of an image, as a pattern. */
function arnOfImage(consumer: TemplateResource, image: ConsumerImage, app: TemplateApp): string {
  const { account, region } = registryOf(image)!;
  const partition = isKnownText(region) ? partitionOf(region) : hole('AWS::Partition');
  return arnPattern(`arn:${partition}:ecr:${region}:${account}:repository/${image.path}`, consumer.stack, app);
}

/** Whether a statement admits more than whole accounts, whose own policies would have to allow the action too. */
function namesPrincipal(policy: AccessPolicy, action: string): boolean {
  if (isUncertain(policy)) return true;
  return policy.statements.some(
    ({ allows, json, principals: { AWS: named = [] } }) =>
      allows && coversAction(json, action) && named.some((each) => !isKnownText(each) || !isWholeAccount(each)),
  );
}

function admits({ statements }: AccessPolicy, action: string): boolean {
  return statements.some(
    ({ allows, json, principals: { AWS: named = [] } }) => allows && named.length > 0 && coversAction(json, action),
  );
}
