import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { issuerOf } from './oidc-trust';
import type { OidcTrust } from './oidc-trust';
import type { WorkloadTrust } from './workload-trust';
import { InvalidInputError } from '../../text/errors';
import { isLiteral, isUnresolved } from '../../text/unresolved';
import type { EksPodIdentityOptions, EksServiceAccountIdentityOptions } from '../workload-identity-options';

/** A namespace is a label of DNS. */
const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** The name of a service account is a domain name, without regard to the length of its labels. */
const SERVICE_ACCOUNT = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const CLUSTER_ARN = /^arn:aws[a-z-]*:eks:[a-z0-9-]+:(\d{12}):cluster\/[a-zA-Z0-9][\w-]{0,99}$/;

/** Whose service account tokens of a cluster a role accepts. */
export function eksServiceAccountTrust(options: EksServiceAccountIdentityOptions): OidcTrust {
  const api = 'WorkloadIdentity.eksServiceAccount';
  const { namespace, serviceAccount } = options;
  checkNames(api, namespace, serviceAccount);
  return {
    issuer: issuerOfCluster(api, options.issuerUrl),
    audience: 'sts.amazonaws.com',
    name: nameOf(namespace, serviceAccount),
    equals: { sub: `system:serviceaccount:${namespace}:${serviceAccount}` },
  };
}

/** Whose pods of a cluster get a role by EKS Pod Identity. */
export function eksPodIdentityTrust({ cluster, namespace, serviceAccount }: EksPodIdentityOptions): WorkloadTrust {
  const api = 'WorkloadIdentity.eksPodIdentity';
  checkNames(api, namespace, serviceAccount);
  if (!isUnresolved(cluster) && !CLUSTER_ARN.test(cluster)) {
    throw new InvalidInputError({
      api,
      property: 'cluster',
      found: cluster,
      must: 'be the ARN of a cluster, like "arn:aws:eks:eu-central-1:111122223333:cluster/prod"',
      remedy: 'copy what `aws eks describe-cluster --name <name> --query cluster.arn` prints',
    });
  }
  return {
    name: nameOf(namespace, serviceAccount),
    principalFor: (scope, provider) => {
      if (provider !== undefined) {
        throw new InvalidInputError({
          scope,
          api,
          property: 'identityProvider',
          found: provider,
          must: 'not be given, because EKS Pod Identity needs no OpenID Connect provider',
          remedy: 'leave it out',
        });
      }
      checkAccount(scope, api, cluster);
      // The service sends the tags of the session with the call, which therefore needs sts:TagSession as well.
      const principal = new iam.SessionTagsPrincipal(
        new iam.ServicePrincipal('pods.eks.amazonaws.com', {
          conditions: {
            StringEquals: {
              'aws:SourceAccount': Stack.of(scope).account,
              // AWS documents the tag. It documents no aws:SourceArn for this service.
              'aws:RequestTag/eks-cluster-arn': cluster,
              'aws:RequestTag/kubernetes-namespace': namespace,
              'aws:RequestTag/kubernetes-service-account': serviceAccount,
            },
          },
        }),
      );
      return { principal };
    },
  };
}

function nameOf(namespace: string, serviceAccount: string): string {
  return `service account ${namespace}/${serviceAccount}`;
}

function issuerOfCluster(api: string, url: string): string {
  const place = { api, property: 'issuerUrl', found: url };
  if (isUnresolved(url)) {
    throw new InvalidInputError({
      ...place,
      must: 'be known at synthesis, because condition keys of the trust policy contain it',
      remedy:
        'for a cluster of this app, let `cluster.addServiceAccount(…)` of aws-eks make the role, and give it the ' +
        'permission with `repository.grants.pull(serviceAccount)`',
    });
  }
  if (typeof url !== 'string' || !/\/id\/[^/]+$/.test(url)) {
    throw new InvalidInputError({
      ...place,
      must: 'be the issuer of the tokens of a cluster, like "https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE"',
      remedy: 'copy what `aws eks describe-cluster --name <name> --query cluster.identity.oidc.issuer` prints',
    });
  }
  return issuerOf(api, place.property, url);
}

function checkNames(api: string, namespace: string, serviceAccount: string): void {
  checkName(api, 'namespace', namespace, NAMESPACE);
  checkName(api, 'serviceAccount', serviceAccount, SERVICE_ACCOUNT);
}

/** Names are exact: a wildcard would be no mistake for IAM, but never match. */
function checkName(api: string, property: string, name: string, form: RegExp): void {
  if (isUnresolved(name) || form.test(name)) return;
  throw new InvalidInputError({
    api,
    property,
    found: name,
    must: 'be one name of Kubernetes, in lower case and without wildcards',
    remedy: 'copy it from `kubectl get serviceaccounts --all-namespaces`',
  });
}

/** An association refuses a role of another account than its cluster's. */
function checkAccount(scope: Construct, api: string, cluster: string): void {
  const owner = isUnresolved(cluster) ? undefined : CLUSTER_ARN.exec(cluster)?.[1];
  const { account } = Stack.of(scope);
  if (!isLiteral(owner) || !isLiteral(account) || owner === account) return;
  throw new InvalidInputError({
    scope,
    api,
    property: 'cluster',
    found: cluster,
    must: `be a cluster of account ${account}, because an association takes only roles of the cluster's account`,
    remedy: 'declare the role in a stack of that account; its repositories may be in another one',
  });
}
