import { Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { acknowledge, acknowledgeInlinePolicy, inCompliancePacks } from './acknowledge';
import { encryptedLogs } from './encryption';

/** A stack with a VPC that has no way to the internet, and a record of its traffic. */
export abstract class NetworkStack extends Stack {
  protected readonly vpc: ec2.Vpc;

  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.vpc = new ec2.Vpc(this, 'Vpc', {
      natGateways: 0,
      subnetConfiguration: [{ name: 'workloads', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });
    this.vpc.addFlowLog('Traffic', {
      destination: ec2.FlowLogDestination.toCloudWatchLogs(encryptedLogs(this, 'TrafficLogs', RemovalPolicy.RETAIN)),
    });
    acknowledgeInlinePolicy(this.vpc);
    acknowledge(
      this.vpc,
      'Nothing is in the default security group.',
      ...inCompliancePacks('VPCDefaultSecurityGroupClosed'),
    );
  }

  /** Two, chosen at deployment, so that synthesis looks up nothing in the account. */
  public get availabilityZones(): string[] {
    return [0, 1].map((index) => Fn.select(index, Fn.getAzs()));
  }
}
