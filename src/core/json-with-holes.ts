import { DefaultTokenResolver, Reference, StringConcat, Tokenization } from 'aws-cdk-lib';
import type { IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { hole, UNRESOLVED } from '../text/holes';
import { isIntrinsic, withHoles } from '../text/intrinsics';

/** Writes a hole for each token. Lazy values may not be known yet and are not evaluated. */
class HoleResolver extends DefaultTokenResolver {
  public constructor() {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token) && !token.displayName.startsWith('AWS::')) {
      return hole(`${token.target.node.path}.${token.displayName}`);
    }
    if (/^Lazy/.test(token.constructor.name)) return UNRESOLVED;
    const value: unknown = super.resolveToken(token, context, postProcessor);
    return isIntrinsic(value) ? withHoles(value) : value;
  }
}

/** JSON with holes for unresolved values, as rules read it from a template. It is for judging only. */
export function jsonWithHoles(scope: IConstruct, value: unknown): unknown {
  return Tokenization.resolve(value, { scope, resolver: new HoleResolver(), preparing: false }) as unknown;
}
