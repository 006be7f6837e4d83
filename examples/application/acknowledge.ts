import { Stack, Validations } from 'aws-cdk-lib';
import type { CfnElement } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Tells cdk-nag why something may be as it is, for a construct and what is in it. `Validations.of(scope).acknowledge` does
 * the same, but releases of aws-cdk-lib before 2.262 take no id with the "::" of a pseudo parameter.
 */
export function acknowledge(scope: IConstruct, reason: string, ...rules: string[]): void {
  const reasons = Object.fromEntries(rules.map((rule) => [rule, reason]));
  scope.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, reasons);
}

/** A rule that the packs share. */
export function inCompliancePacks(rule: string): string[] {
  return ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].map((pack) => `${pack}-${rule}`);
}

/** What the CDK gives a role stands in a policy of that role. */
export function acknowledgeInlinePolicy(scope: IConstruct): void {
  acknowledge(
    scope,
    'The policy is of one role, goes with it, and cannot be attached to another one by mistake.',
    ...inCompliancePacks('IAMNoInlinePolicy'),
  );
}

/** How cdk-nag writes a policy of AWS. */
export function managedPolicy(name: string): string {
  return `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`;
}

/** How cdk-nag writes an ARN with the name of a resource that CloudFormation names. */
export function wildcard(resource: IConstruct, service: string, before: string, after: string): string {
  const { account, region } = Stack.of(resource);
  const logicalId = Stack.of(resource).getLogicalId(resource.node.defaultChild as CfnElement);
  return `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:${service}:${region}:${account}:${before}<${logicalId}>${after}]`;
}
