import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { deadLetterQueue } from './dead-letter-queue';
import { addOrWarn, monitoringKey } from './service-key';
import { logsService } from '../../ecr/services';
import type { EventLogOptions } from '../event-log-options';
import { EventLogTarget } from '../event-log-target';

/** An encrypted log group for events, to which rules may write. */
export class EventLog {
  public readonly logGroup: logs.LogGroup;
  public readonly deadLetterQueue: sqs.IQueue;
  public readonly target: EventLogTarget;

  public constructor(scope: Construct, options: EventLogOptions) {
    const key = options.encryptionKey ?? monitoringKey(scope);
    addOrWarn(scope, key, logsMayUse(Stack.of(scope)), 'CloudWatch Logs to use the key');
    this.logGroup = new logs.LogGroup(scope, 'Resource', {
      logGroupName: options.logGroupName,
      retention: options.retention ?? logs.RetentionDays.THREE_MONTHS,
      encryptionKey: key,
      removalPolicy: options.removalPolicy ?? RemovalPolicy.RETAIN,
    });
    this.deadLetterQueue = options.deadLetterQueue ?? deadLetterQueue(scope);
    this.target = new EventLogTarget(this.logGroup, {
      deadLetterQueue: this.deadLetterQueue,
      createResourcePolicy: options.createResourcePolicy,
    });
  }
}

/** Admits all log groups of the account, because this one gets its name after the key exists. */
function logsMayUse(stack: Stack): iam.PolicyStatement {
  const groups = `arn:${stack.partition}:logs:${stack.region}:${stack.account}:log-group:*`;
  return new iam.PolicyStatement({
    sid: 'EncryptLogs',
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    principals: [new iam.ServicePrincipal(logsService(stack.region).principal)],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups } },
  });
}
