import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';

/**
 * A second evaluator, written from AWS's description of lifecycle policies, rule by rule and set by set. It is slow, and
 * shares no code with src, so that a mistake there cannot hide here.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export interface NaiveOutcome {
  readonly digest: string;
  readonly fate: string;
  readonly action?: string;
  readonly priority?: number;
  readonly takenAt?: number;
  readonly expiresAt?: number;
  readonly heldBy: string[];
  readonly undocumented: string[];
}

const DAY = 24 * 60 * 60 * 1000;
const INDEX = /image\.index|manifest\.list/;

interface Rule {
  readonly rulePriority: number;
  readonly selection: {
    readonly tagStatus: string;
    readonly tagPatternList?: string[];
    readonly tagPrefixList?: string[];
    readonly storageClass?: string;
    readonly countType: string;
    readonly countNumber: number;
  };
  readonly action: { readonly type: string };
}

export function naivePreview(policyText: string, images: RepositoryImage[], at: number): NaiveOutcome[] {
  const rules: Rule[] = policyText === '' ? [] : JSON.parse(policyText).rules;
  rules.sort((a, b) => a.rulePriority - b.rulePriority);
  const known = new Map<RepositoryImage, NaiveOutcome>();
  const opaque = images.some((i) => INDEX.test(i.imageManifestMediaType ?? '') && active(i) && !i.childDigests);
  return images.map((image) => outcome(image));

  function outcome(image: RepositoryImage): NaiveOutcome {
    const before = known.get(image);
    if (before) return before;
    const result = byRelations(image);
    known.set(image, result);
    return result;
  }

  /** The first rule of the image's storage class that identifies it, which is the only one that can act on it. */
  function claimant(image: RepositoryImage, storageClass: string): Rule | undefined {
    return rules.find((rule) => storageOf(rule) === storageClass && identifies(rule, image));
  }

  function identified(rule: Rule): RepositoryImage[] {
    return images.filter((image) => storageOf(rule) === storage(image) && identifies(rule, image));
  }

  /** All images that the rule identifies, also those that another rule claims, from the newest to the oldest. */
  function ranking(rule: Rule): RepositoryImage[] {
    return identified(rule).sort(
      (a, b) => standardClock(b, at) - standardClock(a, at) || (a.imageDigest < b.imageDigest ? -1 : 1),
    );
  }

  function byRules(image: RepositoryImage): NaiveOutcome {
    const rule = claimant(image, storage(image));
    const undocumented = new Set<string>();
    if (image.imageStatus === 'ACTIVATING') undocumented.add('activating');
    const base = { digest: image.imageDigest, heldBy: [] };
    if (!rule) return { ...base, fate: 'unseen', undocumented: [...undocumented] };
    if (image.subjectManifestDigest) undocumented.add('referrer');

    const { countType, countNumber } = rule.selection;
    let takenAt: number | undefined;
    let acts = false;
    if (countType === 'imageCountMoreThan') {
      const ranked = ranking(rule);
      const rank = ranked.indexOf(image);
      acts = rank >= countNumber;
      if (acts) takenAt = at;
      const tied = ranked.map((_, i) => i).filter((i) => standardClock(ranked[i], at) === standardClock(image, at));
      if (tied.some((i) => i < countNumber) && tied.some((i) => i >= countNumber)) undocumented.add('tie');
      const others = ranked.slice(0, rank + 1).filter((other) => !other.subjectManifestDigest);
      if (acts && others.length <= countNumber) undocumented.add('referrer');
    } else {
      const due = ageClock(rule, image, at) + countNumber * DAY;
      acts = at > due;
      takenAt = Math.max(at, due);
      if (at === due) undocumented.add('ageBoundary');
    }
    const expires = rule.action.type === 'expire';
    const expiresAt = takenAt === undefined || expires ? takenAt : archivedExpiry(image, takenAt);
    return {
      ...base,
      fate: acts ? (expires ? 'expired' : 'archived') : 'protected',
      action: acts ? rule.action.type : undefined,
      priority: rule.rulePriority,
      takenAt,
      expiresAt,
      undocumented: [...undocumented],
    };
  }

  function archivedExpiry(image: RepositoryImage, archivedAt: number): number | undefined {
    const rule = claimant(image, 'archive');
    return rule && archivedAt + rule.selection.countNumber * DAY;
  }

  function byRelations(image: RepositoryImage): NaiveOutcome {
    let result = byRules(image);
    const subject = images.find((other) => other.imageDigest === image.subjectManifestDigest);
    if (subject) result = following(image, result, outcome(subject));
    const indexes = images.filter((other) => active(other) && other.childDigests?.includes(image.imageDigest));
    if (indexes.length > 0) result = held(result, indexes.map(outcome));
    const isIndex = image.childDigests !== undefined || INDEX.test(image.imageManifestMediaType ?? '');
    if (result.action && result.fate !== 'follows' && opaque && !isIndex) {
      result = { ...result, undocumented: [...result.undocumented, 'possibleChild'] };
    }
    return result;
  }

  function following(image: RepositoryImage, own: NaiveOutcome, subject: NaiveOutcome): NaiveOutcome {
    const goes =
      (subject.action === 'expire' && own.action !== 'expire') ||
      (subject.action === 'transition' && own.action === undefined && active(image));
    const subjectTakenAt = active(image) ? subject.takenAt : subject.expiresAt;
    return {
      ...own,
      ...(goes && { fate: 'follows', action: subject.action, priority: subject.priority }),
      takenAt: earliest(own.takenAt, subjectTakenAt),
      expiresAt: earliest(own.expiresAt, subject.expiresAt),
    };
  }

  /** While an index is there nothing happens to its children; afterwards they wait for the next evaluation. */
  function held(own: NaiveOutcome, indexes: NaiveOutcome[]): NaiveOutcome {
    const heldBy = indexes.map(({ digest }) => digest).sort();
    const everGo = own.takenAt !== undefined && indexes.every(({ takenAt }) => takenAt !== undefined);
    const takenAt = everGo ? Math.max(own.takenAt!, ...indexes.map((index) => index.takenAt!)) : undefined;
    const inArchive = own.expiresAt === undefined ? undefined : own.expiresAt - own.takenAt!;
    const times = {
      heldBy,
      takenAt,
      expiresAt: takenAt === undefined || inArchive === undefined ? undefined : takenAt + inArchive,
    };
    if (!own.action) return { ...own, ...times };
    const together = indexes.every(({ action }) => action !== undefined);
    const undocumented = together ? [...own.undocumented, 'indexPass'] : own.undocumented;
    return { ...own, ...times, fate: 'held', action: undefined, undocumented };
  }
}

function identifies({ selection }: Rule, image: RepositoryImage): boolean {
  const tags = image.imageTags ?? [];
  if (selection.tagStatus === 'any') return true;
  if (selection.tagStatus === 'untagged') return tags.length === 0;
  const conditions = [
    ...(selection.tagPatternList ?? []).map((pattern) => (tag: string) => matches(pattern, tag)),
    ...(selection.tagPrefixList ?? []).map((prefix) => (tag: string) => tag.slice(0, prefix.length) === prefix),
  ];
  return tags.length > 0 && conditions.every((condition) => tags.some(condition));
}

export function matches(pattern: string, tag: string): boolean {
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&');
  return new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`).test(tag);
}

function storageOf({ selection }: Rule): string {
  return selection.storageClass ?? 'standard';
}

function storage(image: RepositoryImage): string {
  return active(image) ? 'standard' : 'archive';
}

function active({ imageStatus }: RepositoryImage): boolean {
  return imageStatus !== 'ARCHIVED';
}

/** When the image was restored, if it ever was. One that is being restored counts from now unless it has the date. */
function restored({ imageStatus, lastActivatedAt, lastArchivedAt }: RepositoryImage, at: number): number | undefined {
  if (imageStatus === 'ACTIVATING' && (!lastActivatedAt || (lastArchivedAt && lastActivatedAt < lastArchivedAt))) {
    return at;
  }
  return lastActivatedAt?.getTime();
}

function standardClock(image: RepositoryImage, at: number): number {
  return restored(image, at) ?? image.imagePushedAt.getTime();
}

function ageClock({ selection }: Rule, image: RepositoryImage, at: number): number {
  const pulled = image.lastRecordedPullTime?.getTime();
  const back = restored(image, at);
  switch (selection.countType) {
    case 'sinceImagePushed':
      return standardClock(image, at);
    case 'sinceImagePulled':
      if (pulled === undefined || (back !== undefined && pulled <= back)) return standardClock(image, at);
      return pulled;
    case 'sinceImageTransitioned':
      return image.lastArchivedAt!.getTime();
    default:
      throw new Error(`no clock for ${selection.countType}`);
  }
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}
