import { CfnOutput, Lazy } from 'aws-cdk-lib';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import type { ReplicationPeer } from './replication-peer';
import { AppConstructs } from '../../core/app-constructs';

/** How the two sides of a `Replication` are described. */
interface Sides {
  /** The registry that replicates. */
  readonly source: ResourceEnvironment;
  readonly policyStatement: (constructsOf: () => AppConstructs) => object | undefined;
  readonly templates: (constructsOf: () => AppConstructs) => object[];
}

/**
 * The replication from one registry to another, as `Registry.replicateTo` returns it.
 *
 * If the destination is not a `Registry` of this app, this object tells the owner of the destination how to
 * configure it.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
 */
export class Replication {
  /** @internal */
  public static _of(scope: Construct, destination: ReplicationPeer, sides: Sides): Replication {
    return new Replication(scope, destination, sides);
  }

  private constructor(
    private readonly scope: Construct,
    /** The registry to which images are replicated, and the repositories that are replicated. */
    public readonly destination: ReplicationPeer,
    private readonly sides: Sides,
  ) {}

  /**
   * The statement, as JSON, that the destination's registry policy needs.
   *
   * It is undefined if source and destination are in one account, which needs no statement. Read it when all constructs
   * of the app are declared.
   */
  public get destinationPolicyStatement(): string | undefined {
    const statement = this.sides.policyStatement(this.constructsNow());
    return statement && JSON.stringify(statement);
  }

  /**
   * The creation templates that the destination's registry needs, each as JSON.
   *
   * The owner of the destination passes each one to `aws ecr create-repository-creation-template --cli-input-json`.
   * Before that, the owner replaces the texts in angle brackets: a KMS key of the destination, and a role that Amazon
   * ECR may assume there. Read the templates when all constructs of the app are declared.
   */
  public get destinationTemplates(): string[] {
    return this.sides.templates(this.constructsNow()).map((template) => JSON.stringify(template));
  }

  /**
   * The command that replicates the images that were pushed before the replication was deployed.
   *
   * Run it in the account of the source, after the deployment. It starts one run, which covers all images that the
   * replication rules of the source send to this destination, whichever call of `replicateTo` declared them. One run at
   * a time may go to a region, and 10 runs at a time may be in progress in a registry.
   * `aws ecr describe-replication-backfill-results` shows the progress.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication-backfill.html
   */
  public get backfillCommand(): string {
    const { source } = this.sides;
    const { account, region } = this.destination;
    return (
      `aws ecr start-replication-backfill --region ${source.region} --registry-id ${source.account} ` +
      `--destination region=${region},registryId=${account}`
    );
  }

  /**
   * Adds an output to the source's stack with the policy statement and creation templates that the destination needs.
   *
   * @param id id of the output
   */
  public output(id: string): void {
    const asker = {};
    const { account, region } = this.destination;
    new CfnOutput(this.scope, id, {
      description: `What the registry ${account}/${region} needs for replication from here`,
      value: Lazy.uncachedString({
        produce: (context) => this.toJson(() => AppConstructs.resolving(this.scope, asker, context)),
      }),
    });
  }

  private toJson(constructsOf: () => AppConstructs): string {
    return JSON.stringify({
      registryPolicyStatement: this.sides.policyStatement(constructsOf),
      creationTemplates: this.sides.templates(constructsOf),
    });
  }

  /** One walk at most, however many templates there are. */
  private constructsNow(): () => AppConstructs {
    let constructs: AppConstructs | undefined;
    return () => (constructs ??= AppConstructs.now(this.scope));
  }
}
