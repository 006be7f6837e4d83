import * as path from 'node:path';
import { runChild } from './processes';
import type { Availability, Finding, Judge, Target } from './types';

/** What `cdk-nag-child.ts` returns for each violation and resource. */
export type NagFinding = Pick<Finding, 'template' | 'resource' | 'rule' | 'message'>;

/** cdk-nag's packs AwsSolutions, HIPAA, NIST 800-53 r5, PCI and Serverless, over the construct tree after synthesis. */
export class CdkNag implements Judge {
  public readonly name = 'cdk-nag';
  public readonly mustFind = [
    'AwsSolutions-ECR1',
    'AwsSolutions-KMS5',
    'HIPAA.Security-S3BucketVersioningEnabled',
    'NIST.800.53.R5-KMSBackingKeyRotationEnabled',
    'PCI.DSS.321-KMSBackingKeyRotationEnabled',
    'Serverless-LambdaTracing',
  ];

  public async available(): Promise<Availability> {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { version } = require(path.join(path.dirname(require.resolve('cdk-nag')), '../package.json')) as {
      version: string;
    };
    return { version: `cdk-nag ${version}` };
  }

  public async judge(target: Target): Promise<Finding[]> {
    const findings = (await runChild('cdk-nag-child.ts', target.app, [], { CDK_VALIDATION: 'false' })) as NagFinding[];
    return findings.map((finding) => ({ judge: this.name, target: target.name, ...finding }));
  }
}
