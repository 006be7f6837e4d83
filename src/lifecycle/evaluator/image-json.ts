import type { RepositoryImage, RepositoryImageStatus } from './repository-image';
import { InvalidInputError } from '../../text/errors';
import type { Json } from '../../text/json';

/** With a zone, as without one the same text means another time on another machine. */
const DATE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
/** Every month has these days. */
const SAFE_DAY = 28;
/** The year 5138 in seconds: a larger number is in milliseconds. */
const MAX_SECONDS = 1e11;

type Where = (property: string) => string;

/**
 * Reads what `aws ecr describe-images` prints of an image. Only dates have another form there; `checkImages` judges the
 * rest. `null` stands for a value that is absent.
 */
export function parseImage(api: string, where: Where, detail: Json): RepositoryImage {
  return {
    imageDigest: detail.imageDigest as string,
    imageTags: value<string[]>(detail.imageTags),
    imagePushedAt: parseDate(api, where, 'imagePushedAt', detail.imagePushedAt)!,
    lastRecordedPullTime: parseDate(api, where, 'lastRecordedPullTime', detail.lastRecordedPullTime),
    imageStatus: value<RepositoryImageStatus>(detail.imageStatus),
    lastArchivedAt: parseDate(api, where, 'lastArchivedAt', detail.lastArchivedAt),
    lastActivatedAt: parseDate(api, where, 'lastActivatedAt', detail.lastActivatedAt),
    imageSizeInBytes: value<number>(detail.imageSizeInBytes),
    imageManifestMediaType: value<string>(detail.imageManifestMediaType),
    artifactMediaType: value<string>(detail.artifactMediaType),
    subjectManifestDigest: value<string>(detail.subjectManifestDigest),
    childDigests: value<string[]>(detail.childDigests),
  };
}

function value<T>(found: unknown): T | undefined {
  return (found ?? undefined) as T | undefined;
}

/** ISO 8601, or seconds since 1970, which version 1 of the AWS CLI prints. */
export function parseDate(api: string, where: Where, property: string, found: unknown): Date | undefined {
  if (found === undefined || found === null) return undefined;
  if (typeof found === 'number' && found >= 0 && found < MAX_SECONDS) return new Date(Math.round(found * 1000));
  const isDate = typeof found === 'string' && DATE.test(found) && isDayOfMonth(found);
  const time = isDate ? Date.parse(found.replace(' ', 'T')) : NaN;
  if (Number.isNaN(time)) {
    throw new InvalidInputError({
      api,
      property: where(property),
      found,
      must: 'be a date and time with a zone, or seconds since 1970',
      remedy: 'write it like 2026-01-31T12:00:00Z or 2026-01-31T13:00:00+01:00',
    });
  }
  return new Date(time);
}

/** JavaScript takes February 31 for March 3. */
function isDayOfMonth(date: string): boolean {
  const day = Number(date.slice(8, 10));
  if (day <= SAFE_DAY) return true;
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
