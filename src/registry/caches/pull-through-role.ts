import { Stack } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { repositoriesArn } from './pull-through-names';
import { acknowledgeWildcards } from '../../core/acknowledge-wildcards';
import { ROOT } from '../../ecr/namespaces';
import { TOKEN_ACTION, UPLOAD_ACTIONS, UPSTREAM_READ_ACTIONS } from '../../ecr/policy/ecr-actions';
import { PULL_THROUGH_CACHE } from '../../ecr/services';
import { followSetting } from '../setting-role';

export interface PullThroughRoleProps {
  /** Account of the upstream. */
  readonly account: string;
  /** Region of the upstream. */
  readonly region: string;
  readonly upstreamRepositoryPrefix?: string;
  /** The rule of the cache. What happens to it happens to the role: a rule that is retained works only with its role. */
  readonly rule: ecr.CfnPullThroughCacheRule;
}

/** The role with which a cache reads a private registry of Amazon ECR: read only, and only its own prefixes. */
export class PullThroughRole extends Construct {
  public readonly role: iam.Role;

  public constructor(scope: Construct, id: string, props: PullThroughRoleProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const upstream = repositoriesArn(stack, props, props.upstreamRepositoryPrefix ?? ROOT);
    const cached = repositoriesArn(stack, stack, props.rule.ecrRepositoryPrefix!);

    // It has no resource.
    const login = new iam.PolicyStatement({ actions: [TOKEN_ACTION], resources: ['*'] });
    const copy = [
      new iam.PolicyStatement({ actions: UPSTREAM_READ_ACTIONS, resources: [upstream, cached] }),
      new iam.PolicyStatement({ actions: UPLOAD_ACTIONS, resources: [cached] }),
    ];
    const policy = new iam.ManagedPolicy(this, 'Policy', {
      description: 'Reads an upstream registry of Amazon ECR into a pull-through cache',
      statements: [login, ...copy],
    });
    // Through its policies, so that the role, and with it the cache, is there only when they are.
    this.role = new iam.Role(this, 'Resource', {
      description: 'Amazon ECR reads an upstream registry for a pull-through cache',
      assumedBy: new iam.ServicePrincipal(PULL_THROUGH_CACHE.principal),
      managedPolicies: [policy],
    });
    followSetting(props.rule, 'PullThroughCache', props.rule.ecrRepositoryPrefix!, { role: this.role, policy });
    acknowledgeWildcards(policy, login, `${TOKEN_ACTION} knows no resources.`);
    for (const statement of copy) {
      acknowledgeWildcards(policy, statement, 'A cache holds whatever repositories of its upstream are pulled.');
    }
  }
}
