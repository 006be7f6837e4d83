import type { SampleRandom } from './sample-random';
import type { ImageColumns, ReportedImages } from '../../src/report/model/reported-repository';

const DAY = 86_400_000;
const MB = 1_000_000;
const MEDIA_TYPES = ['application/vnd.oci.image.manifest.v1+json', 'application/vnd.oci.image.index.v1+json'];

/** Images with one push in a few days, the newest first. */
export function sampleImages(
  random: SampleRandom,
  count: number,
  time: number,
  hostile: readonly string[],
): ImageColumns {
  const pushed: number[] = [];
  let at = time;
  for (let i = 0; i < count; i += 1) pushed.push((at -= Math.floor(random.next() * 4 * DAY) + 60_000));
  const archived = pushed.map((push) => (time - push > 45 * DAY && random.next() < 0.2 ? push + 40 * DAY : null));
  const indexes = pushed.map((_, i) => i % 9 === 4 && i + 2 < count);
  const digests = pushed.map(() => `sha256:${random.hex(64)}`);
  return {
    digests,
    tags: pushed.map((_, i) => tagsOf(random, count - i, hostile)),
    pushed,
    pulled: pushed.map((push) => (random.next() < 0.55 ? push + Math.floor(random.next() * (time - push)) : null)),
    bytes: pushed.map((_, i) => (indexes[i] || random.next() < 0.02 ? null : 5 * MB + random.below(400 * MB))),
    status: archived.map((each) => (each === null ? '' : 'ARCHIVED')),
    archived,
    activated: pushed.map(() => null),
    subjects: pushed.map((_, i) => (i % 11 === 7 && !indexes[i] ? i + (i + 1 < count ? 1 : -1) : null)),
    mediaType: indexes.map(Number),
    mediaTypes: MEDIA_TYPES,
    children: indexes.map((isIndex, i) => (isIndex ? digests.slice(i + 1, i + 3) : null)),
    users: pushed.map((_, i) =>
      i === 0 && random.next() < 0.5 ? 'Amazon ECS service orders, AWS Lambda function mail' : '',
    ),
  };
}

/** The sums of images. */
export function sampleSums(images: ImageColumns): ReportedImages {
  const { bytes, pulled, users, archived, pushed } = images;
  const never = bytes.filter((_, i) => pulled[i] === null);
  return {
    count: bytes.length,
    bytes: sum(bytes),
    unsizedCount: bytes.filter((each) => each === null).length,
    archivedCount: archived.filter((each) => each !== null).length,
    dueCount: Math.max(0, bytes.length - 30),
    inUseCount: users.filter((each) => each !== '').length,
    neverPulledCount: never.length,
    neverPulledBytes: sum(never),
    lastPush: pushed.at(0),
    lastPull: pulled.reduce<number | undefined>(
      (last, each) => (each === null ? last : Math.max(last ?? 0, each)),
      undefined,
    ),
  };
}

function tagsOf(random: SampleRandom, version: number, hostile: readonly string[]): string {
  const chance = random.next();
  if (chance < 0.15) return '';
  if (hostile.length > 0 && chance < 0.4) return `${random.of(hostile)}-${version}`.replaceAll(' ', '␣');
  const tag = chance < 0.7 ? `v1.${version}.0` : `dev-${random.hex(7)}`;
  return version % 10 === 0 ? `${tag} stable-${version}` : tag;
}

function sum(values: readonly (number | null)[]): number {
  return values.reduce<number>((total, each) => total + (each ?? 0), 0);
}
