import { attachCustomSynthesis, Lazy, Stack, Stage } from 'aws-cdk-lib';
import type { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Dependable } from 'constructs';
import type { Construct, IConstruct, IDependable } from 'constructs';
import type { OidcTrust } from './oidc-trust';
import { AppConstructs } from '../../core/app-constructs';
import { AppLedger } from '../../core/app-ledger';
import { environmentOf, relate, Relation } from '../../core/environment';
import { describe, InvalidInputError } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';

/** A provider as a role uses it. */
export interface OidcProvider {
  readonly arn: string;
  /** The resources that the role depends on. */
  readonly dependable?: IDependable;
}

/** All roles of an app that trust an issuer, and the providers that it creates. */
interface Ledger {
  readonly uses: { readonly scope: IConstruct; readonly trust: OidcTrust }[];
  readonly created: Created[];
}

interface Created {
  readonly provider: iam.CfnOIDCProvider;
  readonly issuer: string;
  /** Whether its template is written: then it takes no further audience. */
  written: boolean;
}

const LEDGER = new AppLedger<Ledger>('oidc-providers', () => ({ uses: [], created: [] }));
const API = 'WorkloadIdentityProvider';

/** The provider that the account has for the issuer. */
export function referToProvider(scope: Construct, trust: OidcTrust): OidcProvider {
  checkAudience(scope, trust);
  LEDGER.of(scope).uses.push({ scope, trust });
  const arn = Stack.of(scope).formatArn({
    service: 'iam',
    region: '',
    resource: 'oidc-provider',
    resourceName: trust.issuer,
  });
  return { arn, dependable: providersBeside(scope, trust) };
}

/** A provider that is declared elsewhere. */
export function givenProvider(scope: Construct, trust: OidcTrust, provider: iam.IOIDCProviderRef): OidcProvider {
  const arn = provider.oidcProviderRef.oidcProviderArn;
  if (isLiteral(arn) && !arn.endsWith(`:oidc-provider/${trust.issuer}`)) {
    throw new InvalidInputError({
      scope,
      api: `${API}.fromProvider`,
      property: 'provider',
      found: arn,
      must: `be of https://${trust.issuer}, which issues the tokens of ${trust.name}`,
      remedy: 'give the provider of that URL, or leave it out for the one that the account has',
    });
  }
  return { arn };
}

/** Creates the provider of the account. */
export function createProvider(scope: Construct, trust: OidcTrust, removalPolicy: RemovalPolicy): OidcProvider {
  const ledger = LEDGER.of(scope);
  const { issuer } = trust;
  const other = ledger.created.find((one) => one.issuer === issuer && isSameAccount(one.provider, scope));
  if (other) throw new InvalidInputError(secondOwner(scope, issuer, other.provider));
  ledger.uses.push({ scope, trust });
  const provider = new iam.CfnOIDCProvider(scope, 'Provider', {
    url: `https://${issuer}`,
    clientIdList: Lazy.list({ produce: () => audiences(scope, issuer) }),
  });
  provider.applyRemovalPolicy(removalPolicy);
  const created = { provider, issuer, written: false };
  ledger.created.push(created);
  attachCustomSynthesis(scope, { onSynthesize: () => (created.written = true) });
  scope.node.addValidation({ validate: () => rawProviders(scope, provider, issuer) });
  return { arn: provider.attrArn };
}

/** Throws if the app creates the provider, and it is too late to let it take the audience. */
function checkAudience(scope: IConstruct, { issuer, audience }: OidcTrust): void {
  const { created } = LEDGER.of(scope);
  const late = created.find((one) => one.written && one.issuer === issuer && isSameAccount(one.provider, scope));
  if (!late || audiences(late.provider, issuer).includes(audience)) return;
  throw new InvalidInputError({
    scope,
    api: API,
    property: 'audience',
    found: audience,
    must: `be known before ${late.provider.node.path} is synthesized, which has to list it`,
    remedy: 'declare the role before the stage is added to a pipeline (addStage) or the app is synthesized',
  });
}

function audiences(scope: IConstruct, issuer: string): string[] {
  const all = LEDGER.of(scope)
    .uses.filter(({ scope: user, trust }) => trust.issuer === issuer && isSameAccount(user, scope))
    .map(({ trust }) => trust.audience);
  return [...new Set(all)].sort();
}

/** The provider that the app creates for the same issuer and account in the same stage, looked up at synthesis. */
function providersBeside(scope: Construct, { issuer }: OidcTrust): IDependable {
  const dependable = {};
  Dependable.implement(dependable, {
    get dependencyRoots() {
      return LEDGER.of(scope)
        .created.filter((one) => one.issuer === issuer && isSameAccount(one.provider, scope))
        .map(({ provider }) => provider)
        .filter((provider) => Stage.of(provider) === Stage.of(scope));
    },
  });
  return dependable;
}

/** Errors for raw resources of the app that create the same provider. */
function rawProviders(scope: IConstruct, own: iam.CfnOIDCProvider, issuer: string): string[] {
  const all = AppConstructs.validating(scope).resources(iam.CfnOIDCProvider.CFN_RESOURCE_TYPE_NAME);
  return (all as iam.CfnOIDCProvider[])
    .filter((provider) => provider !== own)
    .filter(({ url }) => url === `https://${issuer}`)
    .filter((other) => isSameAccount(other, scope))
    .map((other) => describe(secondOwner(scope, issuer, other)));
}

function secondOwner(scope: IConstruct, issuer: string, other: IConstruct) {
  return {
    scope,
    api: `${API}.create`,
    property: 'provider',
    found: `https://${issuer}`,
    must: `be created once for an account, and ${other.node.path} creates it already`,
    remedy: `use ${API}.existing(), which waits for it`,
  };
}

/** Regions do not matter: IAM is one for the whole account. */
function isSameAccount(one: IConstruct, other: IConstruct): boolean {
  const [left, right] = [environmentOf(one).account, environmentOf(other).account];
  if (isLiteral(left) && isLiteral(right)) return left === right;
  return relate(one, other) === Relation.SAME;
}
