import { DefaultTokenResolver, Reference, Stage, StringConcat, Token, Tokenization } from 'aws-cdk-lib';
import type { IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isIntrinsic } from '../text/intrinsics';
import { byKey } from '../text/lists';

/** Writes tokens as text that identifies them. Logical ids would not, because two stacks may share them. */
class TextResolver extends DefaultTokenResolver {
  public constructor(private readonly scope: IConstruct) {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token) && !token.displayName.startsWith('AWS::')) {
      return `\${${pathFrom(this.scope, token.target)}.${token.displayName}}`;
    }
    const value: unknown = super.resolveToken(token, context, postProcessor);
    return isIntrinsic(value) ? intrinsicText(value) : value;
  }
}

/** A value with all tokens as text, for comparing and naming. */
export function contentOf(scope: IConstruct, value: unknown): unknown {
  return Tokenization.resolve(value, { scope, resolver: new TextResolver(scope), preparing: false }) as unknown;
}

/** A value as a text that is the same for the same content. */
export function textOf(scope: IConstruct, value: unknown): string {
  const content = contentOf(scope, value);
  return typeof content === 'string' ? content : JSON.stringify(content);
}

/** A policy in canonical form. The order of lists and keys does not matter. */
export function canonical(scope: IConstruct, value: unknown): unknown {
  if (Token.isUnresolved(value)) return value;
  if (Array.isArray(value)) {
    const byText = new Map(value.map((each: unknown) => [textOf(scope, each), canonical(scope, each)]));
    const sorted = [...byText].sort(byKey).map(([, each]) => each);
    return sorted.length === 1 ? sorted[0] : sorted;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(byKey)
      .map(([key, each]) => [key, canonical(scope, each)]),
  );
}

/** The path within the stage, so that an app in two stages has the same content. */
function pathFrom(scope: IConstruct, target: IConstruct): string {
  const stage = Stage.of(target);
  if (!stage?.node.path || stage !== Stage.of(scope)) return target.node.path;
  return target.node.path.slice(stage.node.path.length + 1);
}

function intrinsicText(value: Record<string, unknown>): string {
  return typeof value.Ref === 'string' ? `\${${value.Ref}}` : JSON.stringify(value);
}
