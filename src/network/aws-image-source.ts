import type { IConstruct } from 'constructs';
import { eksAddOnAccount } from './private/endpoint-eks-accounts';
import { mistakesInAccounts } from '../ecr/mistakes/identifiers';
import { refuse } from '../ecr/mistakes/refuse';

/**
 * Registries in accounts that AWS owns, with images of AWS services.
 *
 * `RegistryEndpoints` lets clients pull from these registries, but not push to them.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html
 */
export class AwsImageSource {
  /**
   * The registry of Amazon EKS add-ons: the network plugin, kube-proxy, CoreDNS, the storage drivers and others.
   *
   * Nodes pull these images from an account that AWS owns: `602401143452` in most regions, other accounts elsewhere.
   * The account is chosen by the region of the stack.
   *
   * @throws when `RegistryEndpoints` uses it, if the library knows no account for the region of the stack
   */
  public static readonly EKS_ADD_ONS = new AwsImageSource((scope) => [eksAddOnAccount(scope)]);

  /**
   * The registries of the given AWS-owned accounts.
   *
   * Take the account ids from the documentation of the AWS service, for example those of the Amazon GuardDuty agent or
   * of AWS Deep Learning Containers.
   *
   * @param accounts ids of the accounts
   * @throws if the list is empty, or an id does not have 12 digits
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
