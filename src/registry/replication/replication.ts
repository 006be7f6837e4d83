import { CfnOutput, Lazy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ReplicationPeer } from './replication-peer';
import { AppConstructs } from '../../core/app-constructs';

/** How the two sides of a `Replication` are described. */
interface Sides {
  readonly policyStatement: (constructsOf: () => AppConstructs) => object | undefined;
  readonly templates: (constructsOf: () => AppConstructs) => object[];
}

/**
 * Replication from one registry to another, and what the owner of the destination has to do where it is not a
 * `Registry` of this app.
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
    /** Where images go, and which. */
    public readonly destination: ReplicationPeer,
    private readonly sides: Sides,
  ) {}

  /**
   * The statement, as JSON, that the policy of the destination's registry needs; undefined within one account, which
   * needs none. Known once the app is complete.
   */
  public get destinationPolicyStatement(): string | undefined {
    const statement = this.sides.policyStatement(this.constructsNow());
    return statement && JSON.stringify(statement);
  }

  /**
   * The creation templates that the destination's registry needs, each as JSON for
   * `aws ecr create-repository-creation-template --cli-input-json`. Its owner replaces what is in angle brackets: a key of
   * the destination, and a role that Amazon ECR may assume there. Known once the app is complete.
   */
  public get destinationTemplates(): string[] {
    return this.sides.templates(this.constructsNow()).map((template) => JSON.stringify(template));
  }

  /**
   * Makes an output of the source's stack of what the destination's owner has to do.
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
