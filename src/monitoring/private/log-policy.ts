import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';

/** Construct id of the policy that all log groups of a stack share: an account has 10 in each region. */
const POLICY_ID = 'EcrEventLogPolicy';

const WRITERS = ['events.amazonaws.com', 'delivery.logs.amazonaws.com'];

/** Lets a rule write to a log group. Of its streams EventBridge does not say in which rule's name it makes them. */
export function admitToLog(logGroup: logs.ILogGroupRef, rule: events.IRuleRef): void {
  const stack = Stack.of(rule);
  const policy =
    (stack.node.tryFindChild(POLICY_ID) as logs.ResourcePolicy | undefined) ??
    new logs.ResourcePolicy(stack, POLICY_ID, {});
  const shared = {
    principals: WRITERS.map((service) => new iam.ServicePrincipal(service)),
    resources: [`${targetArn(logGroup, stack)}:*`],
  };
  policy.document.addStatements(
    new iam.PolicyStatement({ ...shared, actions: ['logs:CreateLogStream'] }),
    new iam.PolicyStatement({
      ...shared,
      actions: ['logs:PutLogEvents'],
      conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleRef.ruleArn } },
    }),
  );
}

/** The ARN that a rule's target has: other than the attribute, without `:*` at its end. */
export function targetArn(logGroup: logs.ILogGroupRef, stack: Stack): string {
  return stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    resourceName: logGroup.logGroupRef.logGroupName,
  });
}
