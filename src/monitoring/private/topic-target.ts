import type * as events from 'aws-cdk-lib/aws-events';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { admitRule } from './dead-letter-queue';

/** A topic that admits EventBridge already. aws-cdk-lib's target would add a statement of its own for each rule. */
export class TopicTarget implements events.IRuleTarget {
  public constructor(
    private readonly topic: sns.ITopic,
    private readonly queue: sqs.IQueue,
    private readonly message: events.RuleTargetInput,
  ) {}

  public bind(rule: events.IRuleRef): events.RuleTargetConfig {
    admitRule(this.queue, rule);
    return {
      arn: this.topic.topicArn,
      input: this.message,
      deadLetterConfig: { arn: this.queue.queueArn },
      targetResource: this.topic,
    };
  }
}
