import type { AccessPolicy, AccessStatement } from './policies';
import { certainOf, isUncertain, policyOf } from './policies';
import { EcrRule } from '../../../ecr/ecr-rule';
import { isMeantForEcr } from '../../../ecr/mistakes/images';
import { spelled } from '../../../ecr/mistakes/statements/conditions';
import { serviceDenialOf } from '../../../ecr/mistakes/statements/denial';
import type { ServiceUse } from '../../../ecr/mistakes/statements/denial';
import { covers, ROOT } from '../../../ecr/namespaces';
import { SERVICE_PULL_ACTIONS } from '../../../ecr/policy/ecr-actions';
import { admitsDeployers, admitsLambdaFor, lambdaAccounts } from '../../../ecr/policy/lambda-access';
import { accountOf } from '../../../ecr/policy/named-account';
import { filledText, ownAccount } from '../../../ecr/policy/text-at-place';
import type { Place } from '../../../ecr/policy/text-at-place';
import { ResourceType } from '../../../ecr/resource-type';
import { LAMBDA } from '../../../ecr/services';
import { hasHole } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { imagesOf, isRead } from '../consumers/consumer-images';
import { resourcesIn } from '../environments';
import { known } from '../list-items';
import { oncePer } from '../once-per';

export const LAMBDA_IMAGE: Rule = {
  id: EcrRule.LAMBDA_IMAGE,
  types: [ResourceType.REPOSITORY, ResourceType.CREATION_TEMPLATE, ResourceType.FUNCTION],
  check(resource, context) {
    return resource.type === ResourceType.FUNCTION ? checkFunction(resource, context) : checkRepository(resource);
  },
};

const IMAGE = /^(\d{12}|own-account)\.dkr[.-]ecr\.([a-z0-9-]+)\.[^/]+\/([^:@]+)/;
/** The region in an image of the function's own region, if it is unresolved. */
const OWN_REGION = 'own-region';
const AT = 'Properties/Code/ImageUri';

function checkRepository(repository: TemplateResource): Iterable<Problem> {
  const policy = policyOf(repository);
  return policy ? halvesIn(policy) : [];
}

/** Accounts for whose functions a policy admits the service but not the account, or the account but not the service. */
const halvesIn = oncePer((policy: AccessPolicy) => [...missingHalves(policy)]);

function* missingHalves(policy: AccessPolicy): Iterable<Problem> {
  if (isUncertain(policy)) return;
  const { statements, at, stack } = policy;
  for (const account of lambdaAccounts(statements, stack)) {
    if (admitsDeployers(statements, account, stack)) continue;
    yield {
      at,
      text:
        `the policy lets Lambda pull for functions of account ${account}, but not the principals of that account, ` +
        'which need it to deploy a function',
    };
  }
  for (const { name, account } of deployersIn(statements, stack)) {
    if (admitsLambdaFor(statements, { account }, stack)) continue;
    yield {
      at,
      text:
        `${name} lets account ${account} deploy functions, as its name says, but no statement lets the service pull for ` +
        'functions of the account, so they fail when Lambda gets the image again',
    };
  }
}

/** The other accounts that are admitted for Lambda, by the names of their statements. */
function deployersIn(statements: readonly AccessStatement[], place: Place): { name: string; account: string }[] {
  return statements
    .filter(({ sid = '', allows }) => allows && /lambda/i.test(sid))
    .flatMap(({ name, principals: { AWS: principals = [] } }) =>
      principals.map((each) => ({ name, ...accountOf(each, place) })),
    )
    .flatMap(({ name, id, isOwn }) => (id !== undefined && isOwn === false ? [{ name, account: id }] : []));
}

function* checkFunction(lambda: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  yield* checkDenied(lambda, app);
  const { stack } = lambda;
  const uri = lambda.property('Code.ImageUri');
  const [, account, region, name] = (typeof uri === 'string' && IMAGE.exec(filledText(uri, stack))) || [];
  if (account === undefined) return yield* checkForeign(lambda, app);
  const cached = [...checkCached(lambda, { account, region, name }, app)];
  if (cached.length > 0) return yield* cached;
  if (stack.region === undefined || region === OWN_REGION) return;
  if (region !== stack.region) {
    return yield {
      at: AT,
      text: `the image is in ${region}, but Lambda uses images of its own region only, which is ${stack.region}`,
      remedy: `replicate the repository to ${stack.region}, and use the image there`,
    };
  }
  if (stack.account === undefined || stack.account === account) return;
  const repository = repositoryOf(app, { account, region, name });
  const policy = repository && policyOf(repository);
  if (!repository || (policy && isUncertain(policy))) return;
  const statements = policy?.statements ?? [];
  const functionName = known(lambda.property('FunctionName'));
  const source = { account: stack.account, region, functionName };
  if (admitsLambdaFor(statements, source, repository.stack)) return;
  const isOther = admitsLambdaFor(statements, { account: stack.account }, repository.stack);
  yield {
    at: AT,
    text:
      `the policy of ${repository.constructPath} does not let Lambda pull for ` +
      `${isOther ? 'this function, only for others' : 'functions'} of account ${stack.account}, so ` +
      'the function fails, at the latest when Lambda gets the image again',
    ...(isOther && { remedy: 'name the function in the condition on aws:SourceArn' }),
  };
}

const LAMBDA_PULLS: ServiceUse = {
  allows: true,
  json: { Action: SERVICE_PULL_ACTIONS },
  principals: { Service: [LAMBDA.principal] },
};

/** A Deny of the repository that Lambda meets, because its requests have no key of a principal or a network. */
function* checkDenied(lambda: TemplateResource, app: TemplateApp): Iterable<Problem> {
  for (const image of imagesOf(lambda, app)) {
    const policy = isRead(image) && image.repository ? policyOf(image.repository) : undefined;
    const certain = certainOf(policy?.statements ?? []);
    // A statement that admits Lambda in the same policy has a finding of its own.
    if (certain.some((statement) => serviceDenialOf(statement, certain))) continue;
    const denial = serviceDenialOf(LAMBDA_PULLS, certain);
    if (!denial) continue;
    yield {
      at: AT,
      text:
        `${denial.statement.name} of the policy of the repository denies ${denial.action} to requests without ` +
        `${spelled(denial.key)}, and Lambda has none when it gets the image`,
      remedy: 'exempt services in the Deny, with BoolIfExists on aws:PrincipalIsAWSService',
    };
  }
}

/** An image of another registry than a private one of Amazon ECR. */
function* checkForeign(lambda: TemplateResource, app: TemplateApp): Iterable<Problem> {
  for (const image of imagesOf(lambda, app)) {
    if (!isRead(image) || image.repository || hasHole(image.host) || isMeantForEcr(image.host)) continue;
    yield {
      at: image.at,
      text: `${image.name} is an image of ${image.host}, but Lambda uses images of private repositories of Amazon ECR only`,
      remedy: 'copy the image into a repository of your own, and use it there',
    };
  }
}

interface Image {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

/**
 * The problem of an image that a cache of the app serves. A repository that the app declares may have images of its own, and
 * any repository may be in a cache without a prefix.
 */
function* checkCached(lambda: TemplateResource, image: Image, app: TemplateApp): Iterable<Problem> {
  const isOwn = image.account === ownAccount(lambda.stack) && image.region === (lambda.stack.region ?? OWN_REGION);
  const placesOf = (type: string) => (isOwn ? app.sameEnvironment(lambda, type) : resourcesIn(app, type, image));
  const cache = placesOf(ResourceType.PULL_THROUGH_CACHE_RULE).find((each) => {
    const prefix = known(each.property('EcrRepositoryPrefix'));
    return prefix !== undefined && prefix !== ROOT && covers(prefix, image.name);
  });
  if (!cache) return;
  const own = placesOf(ResourceType.REPOSITORY).map((each) => each.property('RepositoryName'));
  if (own.some((name) => name === image.name || hasHole(name))) return;
  if (cache.condition !== undefined) {
    return yield { at: AT, text: `whether ${cache.constructPath} is there depends on a condition`, unresolved: true };
  }
  yield {
    at: AT,
    text: `the image comes through the cache ${cache.constructPath}, and Lambda cannot use images through a cache`,
    remedy: 'copy the image into a repository of your own, and use it there',
  };
}

function repositoryOf(app: TemplateApp, image: Image): TemplateResource | undefined {
  return app
    .resourcesOf(ResourceType.REPOSITORY)
    .find(
      (each) =>
        each.stack.account === image.account &&
        each.stack.region === image.region &&
        each.property('RepositoryName') === image.name,
    );
}
