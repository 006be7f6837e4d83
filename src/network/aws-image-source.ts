import type { IConstruct } from 'constructs';
import { eksAddOnAccount } from './private/endpoint-eks-accounts';
import { mistakesInAccounts } from '../ecr/mistakes/identifiers';
import { refuse } from '../ecr/mistakes/refuse';

/**
 * Registries in accounts of AWS from which services have their images pulled.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html
 */
export class AwsImageSource {
  /**
   * Add-ons of Amazon EKS, which nodes pull from an account that is another one in some regions, `602401143452` in most:
   * the network plugin, kube-proxy, CoreDNS, the storage drivers and others.
   */
  public static readonly EKS_ADD_ONS = new AwsImageSource((scope) => [eksAddOnAccount(scope)]);

  /**
   * Accounts of AWS that the documentation of a service names, for instance for the agent of Amazon GuardDuty or for
   * AWS Deep Learning Containers.
   *
   * @param accounts account ids
   * @throws if there is none or one is not of 12 digits
   */
  public static accounts(accounts: string[]): AwsImageSource {
    refuse({ api: 'AwsImageSource.accounts', property: 'accounts' }, mistakesInAccounts(accounts));
    return new AwsImageSource(() => accounts);
  }

  private constructor(
    /**
     * The accounts in the region of a construct.
     *
     * @internal
     */
    public readonly _accounts: (scope: IConstruct) => string[],
  ) {}
}
