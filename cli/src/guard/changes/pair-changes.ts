import { accessHappenings } from './access-happenings';
import { detailsOf, guarded } from './guarded';
import type { Happening } from './guarded';
import type { GuardedResource } from './guarded-resource';
import { propertyHappenings } from './property-happenings';
import { PairKind } from './resource-pairs';
import type { ResourcePair } from './resource-pairs';
import { movedRow, orphanedRow, removedRow, renamedAloneRow, renamedRow, replacedRow, row } from './rows';
import { isOfEcr, SUBJECTS } from './subjects';
import type { Change } from '../../../../src/ecr/changes/change';
import { ChangeEffect } from '../../../../src/ecr/changes/change';
import { REPLACING_PROPERTIES } from '../../../../src/ecr/replacing-properties';
import { isRepositoryType, ResourceType } from '../../../../src/ecr/resource-type';
import { hasHole } from '../../../../src/text/holes';
import { isObject } from '../../../../src/text/json';
import { listed } from '../../../../src/text/lists';
import type { PropertyChange } from '../../compare/property-changes';
import { propertyChanges } from '../../compare/property-changes';
import { identityOf, isSingleton } from '../../compare/resource-identity';
import { Gravity } from '../guarded-change';
import type { GuardedChange } from '../guarded-change';
import { changeSetKey } from '../inputs/guard-state';
import type { ChangeSetVerdicts } from '../inputs/guard-state';

/** The types whose changes in place are not access to images, nor a setting of the registry. */
const ONLY_THEIR_EXISTENCE = new Set<string>([ResourceType.IAM_ROLE, ResourceType.TOPIC]);

/** The changes of a resource that is on both sides. */
export function pairChanges(pair: ResourcePair, verdicts?: ChangeSetVerdicts): GuardedChange[] {
  const { kind, before, after } = pair;
  switch (kind) {
    case PairKind.SAME:
      return changesInPlace(before, after, isReplacedBy(verdicts, after));
    case PairKind.RENAMED:
      return [renamed(before, after)];
    case PairKind.MOVED:
      return [moved(before, after)];
  }
}

/**
 * The changes of a resource that keeps its logical id.
 *
 * @param isReplaced what CloudFormation itself says, if it has said it
 */
export function changesInPlace(before: GuardedResource, after: GuardedResource, isReplaced?: boolean): GuardedChange[] {
  const { type } = after;
  const changes = propertyChanges(type, before.properties, after.properties);
  const replacing = replacingIn(type, changes);
  if (isReplaced ?? replacing.length > 0) return [guarded(after, replaced(before, after, replacing))];
  const happenings = ONLY_THEIR_EXISTENCE.has(type) ? [] : propertyHappenings({ before, after, changes });
  return [...happenings, ...protectionHappenings(before, after)].map((happening) => guarded(after, happening));
}

/** Whether CloudFormation creates another resource in place of one that keeps its logical id. */
export function isReplacedIn({ before, after }: ResourcePair, verdicts?: ChangeSetVerdicts): boolean {
  const changes = propertyChanges(after.type, before.properties, after.properties);
  return isReplacedBy(verdicts, after) ?? replacingIn(after.type, changes).length > 0;
}

function isReplacedBy(verdicts: ChangeSetVerdicts | undefined, after: GuardedResource): boolean | undefined {
  return verdicts?.replaced.get(changeSetKey(after.stack.path, after.logicalId));
}

function replacingIn(type: string, changes: readonly PropertyChange[]): PropertyChange[] {
  return changes.filter(({ path }) => REPLACING_PROPERTIES[type]?.includes(path.split('.')[0]));
}

function replaced(before: GuardedResource, after: GuardedResource, changes: readonly PropertyChange[]): Happening {
  const names = [...new Set(changes.map(({ path }) => path.split('.')[0]))];
  const cause =
    names.length === 0
      ? 'is replaced, as the change set says'
      : `has another ${listed(names)}, which cannot change in place`;
  const identity = identityOf(before.type, before.properties);
  const isSame = identity !== undefined && identity === identityOf(after.type, after.properties);
  const effect = isSame ? ChangeEffect.FAILS : effectOf(before.isRetainedOnReplace);
  return exchange(before, effect, { what: 'replaced', cause, row: replacedRow(before, changes), changes });
}

function effectOf(isRetained: boolean): ChangeEffect {
  return isRetained ? ChangeEffect.LEFT_BEHIND : ChangeEffect.EXCHANGED;
}

function renamed(before: GuardedResource, after: GuardedResource): GuardedChange {
  const identity = identityOf(before.type, before.properties);
  const isSame = identity !== undefined && identity === identityOf(after.type, after.properties);
  const effect = isSame ? ChangeEffect.FAILS : effectOf(before.isRetained);
  const cause =
    before.name === after.name
      ? `has another logical id in the template (it was ${before.logicalId})`
      : `has another name (it was ${before.name})`;
  const found = isSame ? renamedAloneRow(after) : renamedRow(before);
  return guarded(after, exchange(before, effect, { what: 'renamed', cause, row: found }));
}

function moved(before: GuardedResource, after: GuardedResource): GuardedChange {
  const cause = `moves from the stack ${before.stackName}, which has it until then`;
  return guarded(after, exchange(before, ChangeEffect.FAILS, { what: 'moved', cause, row: movedRow(after) }));
}

interface Exchange {
  readonly what: string;
  readonly cause: string;
  readonly row?: Change;
  readonly changes?: readonly PropertyChange[];
}

/**
 * Another owner of the scanning of a registry. There is always a configuration, so that creating one overwrites it; what
 * deletes the old one afterwards may delete that.
 */
function scanningExchange(before: GuardedResource, { what, cause }: Exchange): Happening {
  if (before.isRetained) return { gravity: Gravity.OTHER, what, text: `${cause}: it is written again` };
  const text = `${cause}: it is written again, and may end when CloudFormation deletes the old one`;
  return { gravity: Gravity.REPLACED, what, text, safely: 'set the removal policy RETAIN and deploy first' };
}

/** A resource that CloudFormation exchanges for another one. */
function exchange(before: GuardedResource, effect: ChangeEffect, options: Exchange): Happening {
  if (before.type === ResourceType.SCANNING_CONFIGURATION) return scanningExchange(before, options);
  const { what, cause, row: found, changes = [] } = options;
  const text = `${cause}: ${effect}`;
  const details = detailsOf(changes);
  if (effect === ChangeEffect.EXCHANGED && isEmptied(before)) {
    return { gravity: Gravity.LOST, kind: 'images-deleted', text, row: row('removed-with-images'), details };
  }
  const gravity =
    before.type === ResourceType.KEY_ALIAS && effect !== ChangeEffect.FAILS ? Gravity.OTHER : Gravity.REPLACED;
  return { gravity, what, text, row: found, details };
}

/** Whether the deletion of a repository deletes its images, or may. Otherwise, it fails if there are images. */
function isEmptied({ type, properties: { EmptyOnDelete: emptied } }: GuardedResource): boolean {
  return type === ResourceType.REPOSITORY && (String(emptied) === 'true' || hasHole(emptied));
}

/** Another deletion policy does nothing by itself. It counts from the next deployment on. */
function protectionHappenings(before: GuardedResource, after: GuardedResource): Happening[] {
  if (!before.isRetained || after.isRetained) return [];
  const { type } = after;
  // The change of `EmptyOnDelete` says it.
  if (isEmptied(after) && !isEmptied(before)) return [];
  if (isRepositoryType(type) || type === ResourceType.KEY) {
    const text = `is deleted${isEmptied(after) ? ' with all of its images' : ''} from now on when it leaves the template`;
    const safely = 'keep the removal policy RETAIN';
    return [{ gravity: Gravity.REVOKED, what: 'protection-removed', text, safely }];
  }
  if (!isOfEcr(type)) return [];
  const text = 'is deleted from now on when it leaves the template';
  return [{ gravity: Gravity.OTHER, what: 'removal-policy-changed', text, row: row('retain-to-revoke') }];
}

/** The changes that a resource brings about which leaves its stack. */
export function removedChanges(
  resource: GuardedResource,
  before: readonly GuardedResource[],
  verdicts?: ChangeSetVerdicts,
): GuardedChange[] {
  return [guarded(resource, removal(resource, before, verdicts)), ...accessChangesOf(resource)];
}

function removal(
  resource: GuardedResource,
  before: readonly GuardedResource[],
  verdicts?: ChangeSetVerdicts,
): Happening {
  const { type, isRetained } = resource;
  if (isRetained) {
    const found = orphanedRow(resource);
    return {
      gravity: Gravity.OTHER,
      what: 'orphaned',
      text: `leaves the template: it ${ChangeEffect.ORPHANED}`,
      row: found,
    };
  }
  const text = 'leaves the template, and is deleted';
  switch (type) {
    case ResourceType.REPOSITORY:
      if (isEmptied(resource)) {
        return { gravity: Gravity.LOST, kind: 'images-deleted', text, row: row('removed-with-images') };
      }
      return {
        gravity: Gravity.REVOKED,
        what: 'deleted',
        text: `${text} if it has no images; otherwise it stays, outside of the stack`,
        safely: row('removed').safely,
      };
    case ResourceType.KEY: {
      // A change set has the ARNs of keys, from which nothing tells what they encrypt.
      const mayBeUsed = verdicts !== undefined || encrypts(resource, before);
      const loss = '. Nobody can read the images that it encrypts when it is gone.';
      return {
        gravity: mayBeUsed ? Gravity.LOST : Gravity.REVOKED,
        what: 'deleted',
        text: mayBeUsed ? `${SUBJECTS[type].words} ${text}${loss}` : text,
        safely: 'set the removal policy RETAIN for the key and deploy first',
      };
    }
    case ResourceType.KEY_ALIAS:
      return { gravity: Gravity.OTHER, what: 'deleted', text, row: row('alias') };
    default:
      return { gravity: Gravity.REVOKED, what: 'deleted', text, row: removedRow(resource) };
  }
}

/** Whether a repository or a template is encrypted with a key, as far as templates tell. */
function encrypts(key: GuardedResource, before: readonly GuardedResource[]): boolean {
  const reference = `${key.stack.path}|${key.logicalId}`;
  return before.some(({ properties: { EncryptionConfiguration: encryption } }) => {
    const used = isObject(encryption) ? String(encryption.KmsKey) : '';
    return used.includes(`\uE000${reference}.`) || used.includes(`\uE000${reference}\uE001`);
  });
}

/** What a policy denied opens when the policy goes. What it allowed ends with it. */
function accessChangesOf(resource: GuardedResource): GuardedChange[] {
  if (resource.isRetained || !isSingleton(resource.type) || resource.type !== ResourceType.REGISTRY_POLICY) return [];
  return accessHappenings(resource, undefined)
    .filter(({ gravity }) => gravity === Gravity.OPENED)
    .map((happening) => guarded(resource, happening));
}
