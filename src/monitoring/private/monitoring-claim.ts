import type { IConstruct } from 'constructs';
import { AppLedger } from '../../core/app-ledger';
import { environmentOf, relate, Relation } from '../../core/environment';
import { ownerIn, ownerOf } from '../../core/owners';
import { warn } from '../../core/warn';
import { EcrRule } from '../../ecr/ecr-rule';
import type { Registry } from '../../registry/registry';
import { InvalidInputError } from '../../text/errors';

const MONITORINGS = new AppLedger<IConstruct[]>('monitorings', () => []);

/** Enters what monitors the registry of its account and region; a second would tell and cost everything twice. */
export function claimMonitoring(monitoring: IConstruct): void {
  const all = MONITORINGS.of(monitoring);
  const other = all.find((one) => relate(monitoring, one) === Relation.SAME);
  if (other) {
    const { account, region } = environmentOf(monitoring);
    throw new InvalidInputError({
      scope: monitoring,
      api: 'RegistryMonitoring',
      property: 'environment',
      found: `${account}/${region}`,
      must: `have its registry monitored in one place, and ${other.node.path} does so already`,
      remedy: `add to ${other.node.path} what is missing there`,
    });
  }
  all.push(monitoring);
}

/** Failures of a replication are reported where it goes to: warns of registries of the app there that nothing monitors. */
export function warnOfReplicas(monitoring: IConstruct): string[] {
  const registry = ownerOf(monitoring) as Registry | undefined;
  for (const { account, region } of registry?.replicas ?? []) {
    const replica = region && ownerIn(monitoring, { account, region });
    if (!replica || MONITORINGS.of(monitoring).some((one) => relate(one, replica) === Relation.SAME)) continue;
    warn(
      monitoring,
      EcrRule.REPLICA_NOT_MONITORED,
      `images are replicated to ${replica.node.path}, where failures are reported, and no RegistryMonitoring is there; ` +
        'add one in a stack of its account and region',
    );
  }
  return [];
}
