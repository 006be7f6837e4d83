import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The class of an L1, or only its type if loading the class would take time. */
export interface L1Class<R extends CfnResource> {
  readonly CFN_RESOURCE_TYPE_NAME: string;
  readonly prototype?: R;
}

/** Whether a construct is the L1 of a CloudFormation type. It may be of another copy of the CDK. */
export function isL1<R extends CfnResource>(type: L1Class<R>, construct: unknown): construct is R {
  return CfnResource.isCfnResource(construct) && construct.cfnResourceType === type.CFN_RESOURCE_TYPE_NAME;
}

/** The L1 of a CloudFormation type that a construct is or has; undefined for an imported resource. */
export function l1Of<R extends CfnResource>(type: L1Class<R>, construct: IConstruct): R | undefined {
  return [construct, construct.node.defaultChild].find((each): each is R => isL1(type, each));
}

/** The construct that people know: the L2 or ours, or else the resource itself. */
export function declaringConstruct(resource: CfnResource): IConstruct {
  const { scope } = resource.node;
  return scope?.node.defaultChild === resource ? scope : resource;
}
