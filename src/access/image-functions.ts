import { DefaultTokenResolver, Reference, Stack, StringConcat, Tokenization } from 'aws-cdk-lib';
import type { IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { AppConstructs } from '../core/app-constructs';
import { declaringConstruct, isL1 } from '../core/l1-of';
import { deployAfter } from '../core/stack-order';
import { placesDiffer } from '../ecr/environments';
import { describe } from '../text/errors';
import { addTo } from '../text/lists';

/** Named, not imported: loading the module of Lambda takes time. */
const FUNCTION = { CFN_RESOURCE_TYPE_NAME: 'AWS::Lambda::Function' };

/** The functions of the app whose image is in a repository, as far as they refer to it. */
export function functionsOf(repository: ecr.CfnRepository, constructs: AppConstructs): readonly lambda.CfnFunction[] {
  return constructs.derive(functionsOf, () => byRepository(constructs)).get(repository) ?? [];
}

/** Errors for functions that Lambda cannot create, because it pulls images from its own region only. */
export function regionErrors(repository: ecr.CfnRepository): string[] {
  const { region } = Stack.of(repository);
  return functionsOf(repository, AppConstructs.validating(repository))
    .filter((each) => placesDiffer({ region }, { region: Stack.of(each).region }))
    .map((each) =>
      describe({
        scope: declaringConstruct(each),
        api: 'Function',
        property: 'region',
        found: Stack.of(each).region,
        must: `be ${region}, the region of its image in ${declaringConstruct(repository).node.path}`,
        remedy: 'replicate the repository to the region of the function, and use the image of the replica there',
      }),
    );
}

/**
 * Deploys the functions of other accounts after the repository, whose policy has to admit them first. CloudFormation
 * orders stacks of one account only, by their exports.
 */
export function deployFunctionsAfter(repository: ecr.CfnRepository): void {
  for (const each of functionsOf(repository, AppConstructs.validating(repository))) {
    deployAfter(each, repository, 'Lambda needs the policy of the repository first');
  }
}

function byRepository(constructs: AppConstructs): ReadonlyMap<IConstruct, lambda.CfnFunction[]> {
  const found = new Map<IConstruct, lambda.CfnFunction[]>();
  for (const resource of constructs.resources(FUNCTION.CFN_RESOURCE_TYPE_NAME)) {
    if (!isL1<lambda.CfnFunction>(FUNCTION, resource)) continue;
    for (const target of targetsOf(resource.code, Stack.of(resource))) addTo(found, target, resource);
  }
  return found;
}

/** The constructs to which a value refers. */
function targetsOf(value: unknown, scope: IConstruct): Set<IConstruct> {
  const resolver = new TargetResolver();
  Tokenization.resolve(value, { scope, resolver, preparing: true });
  return resolver.targets;
}

/** Notes to what a value refers, and follows no reference: its value may be that of another stack. */
class TargetResolver extends DefaultTokenResolver {
  public readonly targets = new Set<IConstruct>();

  public constructor() {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, processor: IPostProcessor): unknown {
    if (!Reference.isReference(token)) return super.resolveToken(token, context, processor) as unknown;
    this.targets.add(token.target);
    return '';
  }
}
