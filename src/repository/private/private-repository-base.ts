import * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as ram from 'aws-cdk-lib/aws-ram';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { grantOnRepository, grantToken } from '../../access/grant-on-repository';
import { literalNameOf } from '../../core/app-repositories';
import { review } from '../../core/review';
import { referenceSuffix, registryHost } from '../../ecr/hosts';
import { mistakesInEndpoint } from '../../ecr/mistakes/endpoints';
import { mistakesInAccounts } from '../../ecr/mistakes/identifiers';
import { refuse } from '../../ecr/mistakes/refuse';
import { PULL_ACTIONS, PUSH_ACTIONS, READ_ACTIONS } from '../../ecr/policy/ecr-actions';
import { RepositoryEndpoint } from '../../ecr/repository-endpoint';
import type { IPrivateRepository } from '../../facades/i-private-repository';
import type { IRegistry } from '../../facades/i-registry';
import { RepositoryEvents } from '../../facades/repository-events';
import { RepositoryGrants } from '../../facades/repository-grants';
import { RepositoryMetrics } from '../../facades/repository-metrics';
import { InvalidInputError } from '../../text/errors';
import type { SharedUriParameterOptions } from '../repository-uri-options';

/**
 * Base of declared and imported repositories, beyond `ecr.RepositoryBase`.
 *
 * @internal
 */
export abstract class PrivateRepositoryBase extends ecr.RepositoryBase implements IPrivateRepository {
  /**
   * Grants permissions on the repository to principals, services and organizations. A grant without effect is an error.
   */
  public get grants(): RepositoryGrants {
    return RepositoryGrants.fromRepository(this);
  }

  /** Creates EventBridge rules for events of the repository. For options use `RepositoryEvents.fromRepository`. */
  public get events(): RepositoryEvents {
    return RepositoryEvents.fromRepository(this);
  }

  /** The CloudWatch metric of the repository: its number of pulls. */
  public get metrics(): RepositoryMetrics {
    return RepositoryMetrics.fromRepository(this);
  }

  /**
   * Grants actions on the repository.
   *
   * A grantee that may push may also sign with the profiles of the registry's signing rules that match the repository.
   * This includes rules that are added later. A repository whose name is known only at deployment counts as matched by
   * every rule.
   *
   * Unlike the methods of `grants`, this method and the other inherited `grant…` methods are no error where they cannot
   * take effect. `success` of the returned grant is then false. Constructs of other services call these methods.
   */
  public override grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return grantOnRepository(this, grantee, actions).grant;
  }

  /** Grants the same as `grants.pull`, but is no error where the grant cannot take effect. */
  public override grantPull(grantee: iam.IGrantable): iam.Grant {
    return this.grantWithToken(grantee, PULL_ACTIONS);
  }

  /** Grants the same as `grants.push`, but is no error where the grant cannot take effect. */
  public override grantPush(grantee: iam.IGrantable): iam.Grant {
    return this.grantWithToken(grantee, PUSH_ACTIONS);
  }

  /** Grants the same as `grants.pullPush`, but is no error where the grant cannot take effect. */
  public override grantPullPush(grantee: iam.IGrantable): iam.Grant {
    return this.grantWithToken(grantee, PUSH_ACTIONS);
  }

  /** Grants the same as `grants.read`, but is no error where the grant cannot take effect. */
  public override grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, ...READ_ACTIONS);
  }

  /**
   * The repository's URI at one of the registry's hosts.
   *
   * @param endpoint kind of the host: IPv4 only or IPv6 too, FIPS validated or not
   * @param tagOrDigest a tag, or a digest that starts with `sha256:`; without it, the URI ends with the repository's
   * name
   * @throws if the endpoint is dual-stack and AWS documents no dual-stack host in the region
   */
  public repositoryUriForEndpoint(endpoint: RepositoryEndpoint, tagOrDigest?: string): string {
    return `${this.host(endpoint)}/${this.repositoryName}${referenceSuffix(tagOrDigest)}`;
  }

  public uriIn(registry: IRegistry, tagOrDigest?: string): string {
    const name = literalNameOf(this);
    if (name === undefined) {
      throw new InvalidInputError({
        scope: this,
        api: 'PrivateRepository.uriIn',
        property: 'repositoryName',
        found: undefined,
        must: 'be known at synthesis, because the other registry is not in the same stack',
        remedy: 'give the repository a `repositoryName`',
      });
    }
    return `${registry.registryUri}/${name}${referenceSuffix(tagOrDigest)}`;
  }

  /**
   * Writes the repository's URI to a parameter of AWS Systems Manager, which other stacks or apps read at deployment.
   *
   * An app that knows the repository's account, region and name needs no parameter: see
   * `PrivateRepository.fromRepositoryAttributes`.
   *
   * @throws if `accounts` is empty or an account id is not 12 digits
   */
  public shareUriAsParameter(options: SharedUriParameterOptions): ssm.IStringParameter {
    const { parameterName, accounts } = options;
    if (accounts) {
      refuse({ api: 'PrivateRepository.shareUriAsParameter', property: 'accounts' }, mistakesInAccounts(accounts));
    }
    const parameter = new ssm.StringParameter(this, 'UriParameter', {
      parameterName,
      description: 'URI of an Amazon ECR repository',
      stringValue: this.repositoryUriForEndpoint(RepositoryEndpoint.STANDARD),
      tier: accounts ? ssm.ParameterTier.ADVANCED : ssm.ParameterTier.STANDARD,
    });
    if (accounts) {
      new ram.CfnResourceShare(this, 'UriParameterShare', {
        name: parameterName,
        resourceArns: [parameter.parameterArn],
        principals: accounts,
        allowExternalPrincipals: false,
      });
    }
    return parameter;
  }

  private grantWithToken(grantee: iam.IGrantable, actions: string[]): iam.Grant {
    const grant = this.grant(grantee, ...actions);
    const token = grantToken(grantee);
    return grant.success && token ? grant.combine(token) : grant;
  }

  private host(endpoint: RepositoryEndpoint): string {
    const { region } = this.env;
    const place = { api: 'PrivateRepository.repositoryUriForEndpoint', property: 'endpoint' };
    review(this, place, mistakesInEndpoint(endpoint, region));
    return registryHost({ ...this.env, urlSuffix: this.stack.urlSuffix }, endpoint);
  }
}
