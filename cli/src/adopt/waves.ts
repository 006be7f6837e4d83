import { LeftReason } from './adoption-plan';
import type { LeftSetting } from './adoption-plan';
import type { PlannedRegistry, TerraformStates } from './plan';
import { ACCOUNT_SETTING } from './terraform-state';
import { byKey } from '../../../src/text/lists';
import { isIn } from '../in-use/reference';
import type { RepositoryLine } from '../snapshot/format';
import { registryName } from '../snapshot/snapshot-images';

/** What one owner has: a stack, a state, or the calls that were refused. */
export interface OwnedGroup {
  /** The stack, the state, the tag or the calls. */
  readonly by: string;
  /** The registry, as `<account>/<region>`. */
  readonly registry: string;
  readonly repositories: readonly string[];
  readonly settings: readonly string[];
  /** The addresses in the state. */
  readonly addresses: readonly string[];
}

/** What is not adopted, by its reasons. Waves 2 and 3 come after the new app, which is the first one. */
export type Waves = Readonly<Record<LeftReason, readonly OwnedGroup[]>>;

/** The waves of an adoption. */
export function wavesOf(registries: readonly PlannedRegistry[], states: TerraformStates): Waves {
  const waves: Record<LeftReason, OwnedGroup[]> = {
    [LeftReason.STACK]: [],
    [LeftReason.TERRAFORM]: [],
    [LeftReason.UNREAD]: [],
  };
  for (const { plan } of registries) {
    const { registry, left, leftSettings } = plan;
    for (const reason of Object.values(LeftReason)) {
      const groups = new Map<string, { repositories: string[]; settings: string[] }>();
      const groupOf = (by: string) => {
        const group = groups.get(by) ?? { repositories: [], settings: [] };
        groups.set(by, group);
        return group;
      };
      for (const each of left) if (each.reason === reason) groupOf(each.by).repositories.push(label(each.repository));
      for (const each of leftSettings) if (each.reason === reason) groupOf(each.by).settings.push(settingLabel(each));
      for (const [by, group] of [...groups].sort(byKey)) {
        const owned = reason === LeftReason.TERRAFORM ? (states.get(by) ?? []) : [];
        const addresses = owned.filter((each) => isIn(each, registry)).map(({ address }) => address);
        waves[reason].push({ by, registry: registryName(registry), ...group, addresses });
      }
    }
  }
  return waves;
}

/** A repository of a registry, by its name. */
export type LabelledRepository = Pick<RepositoryLine, 'repositoryName' | 'isPublic'>;

/** A repository in a report. A public one may have the name of a private one. */
export function label({ repositoryName, isPublic }: LabelledRepository): string {
  return isPublic ? `public ${repositoryName}` : repositoryName;
}

function settingLabel({ type, name }: LeftSetting): string {
  const kind = type === ACCOUNT_SETTING ? 'account setting' : type.replace('AWS::ECR::', '');
  return name === undefined ? kind : `${kind} ${name}`;
}
