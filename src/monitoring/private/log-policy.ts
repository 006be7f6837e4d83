import { ArnFormat, Lazy, Stack } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ConstructLedger } from '../../core/app-ledger';
import { canonicalStatements } from '../../core/canonical-policy';
import { EVENTBRIDGE, LOG_DELIVERY } from '../../ecr/services';

/** Construct id of the policy that all log groups of a stack share: an account has 10 in each region. */
const POLICY_ID = 'EcrEventLogPolicy';

const WRITERS = [EVENTBRIDGE, LOG_DELIVERY];

/** The statement that lets rules write to log groups. All rules share it, because a policy has 5,120 characters at most. */
interface Writing {
  readonly statement: iam.PolicyStatement;
  readonly rules: string[];
}

const WRITING = new ConstructLedger<logs.ResourcePolicy, Map<string, Writing>>();

/** Lets a rule write to a log group. EventBridge sends no rule's ARN when it creates a stream. */
export function admitToLog(logGroup: logs.ILogGroupRef, rule: events.IRuleRef): void {
  const stack = Stack.of(rule);
  const policy = (stack.node.tryFindChild(POLICY_ID) as logs.ResourcePolicy | undefined) ?? createPolicy(stack);
  const groups = WRITING.require(policy, () => new Map<string, Writing>());
  const arn = targetArn(logGroup, stack);
  const { statement, rules } = groups.get(arn) ?? admitWriters(policy, arn);
  groups.set(arn, { statement, rules });
  const { ruleArn } = rule.ruleRef;
  if (!rules.includes(ruleArn)) rules.push(ruleArn);
  statement.addCondition('ArnEquals', { 'aws:SourceArn': rules.length === 1 ? ruleArn : [...rules] });
}

/** The policy is a text, which the CDK writes as it is, without merging statements. */
function createPolicy(stack: Stack): logs.ResourcePolicy {
  const policy = new logs.ResourcePolicy(stack, POLICY_ID, {});
  (policy.node.defaultChild as logs.CfnResourcePolicy).policyDocument = Lazy.uncachedString({
    produce: () => JSON.stringify({ Statement: canonicalStatements(stack, policy.document), Version: '2012-10-17' }),
  });
  return policy;
}

function admitWriters(policy: logs.ResourcePolicy, arn: string): Writing {
  const shared = {
    principals: WRITERS.map(({ principal }) => new iam.ServicePrincipal(principal)),
    resources: [`${arn}:*`],
  };
  const statement = new iam.PolicyStatement({ ...shared, actions: ['logs:PutLogEvents'] });
  policy.document.addStatements(new iam.PolicyStatement({ ...shared, actions: ['logs:CreateLogStream'] }), statement);
  return { statement, rules: [] };
}

/** The ARN of a log group in a rule's target: the attribute without `:*` at its end. */
export function targetArn(logGroup: logs.ILogGroupRef, stack: Stack): string {
  return stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    resourceName: logGroup.logGroupRef.logGroupName,
  });
}
