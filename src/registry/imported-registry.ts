import { Stack } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { frequencyOf } from './scanning/repository-frequency';
import { recordSigningRules } from '../access/push-ledger';
import { environmentOf } from '../core/environment';
import { review } from '../core/review';
import { EcrRule } from '../ecr/ecr-rule';
import { registryHost } from '../ecr/hosts';
import { mistakesInAccount } from '../ecr/mistakes/identifiers';
import { refuse } from '../ecr/mistakes/refuse';
import { mistakesInRegion } from '../ecr/mistakes/regions';
import type { ScanFrequency } from '../ecr/scan-frequency';
import type { IRegistry, RegistryAttributes } from '../facades/i-registry';
import { RegistryScanning } from '../facades/registry-scanning';
import type { SigningRule } from '../facades/signing-rule';
import { checkValue } from '../text/kinds';
import { isLiteral } from '../text/unresolved';

/** A registry that another app owns. It has no method that contributes, so no contribution can be lost. */
export class ImportedRegistry extends Construct implements IRegistry {
  public readonly env: ResourceEnvironment;
  public readonly scanning?: RegistryScanning;
  public readonly signingRules: SigningRule[];

  public constructor(scope: Construct, id: string, attributes: RegistryAttributes) {
    super(scope, id);
    if (attributes.scanning !== undefined) {
      const place = { scope: this, api: 'Registry.fromRegistryAttributes', property: 'scanning' };
      checkValue(place, attributes.scanning, RegistryScanning);
    }
    const own = environmentOf(this);
    const { account = own.account, region = own.region } = attributes;
    const at = (property: string) => ({ scope: this, api: 'Registry.fromRegistryAttributes', property });
    if (isLiteral(attributes.account)) refuse(at('account'), mistakesInAccount(account));
    const place = { api: 'Registry.fromRegistryAttributes', property: 'region' };
    if (attributes.region !== undefined) {
      review(this, place, mistakesInRegion(EcrRule.REPLICATION_CONFIGURATION, region));
    }
    this.env = { account, region };
    this.scanning = attributes.scanning;
    this.signingRules = attributes.signingRules ?? [];
    recordSigningRules(this, this.signingRules);
  }

  public get registryUri(): string {
    return registryHost({ ...this.env, urlSuffix: Stack.of(this).urlSuffix });
  }

  public scanFrequencyOf(repository: ecr.IRepositoryRef): ScanFrequency {
    return frequencyOf(this, this.scanning, repository);
  }
}
