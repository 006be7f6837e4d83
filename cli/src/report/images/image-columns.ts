import { tagsOf } from '../../../../src/lifecycle/evaluator/image-state';
import { RepositoryImageStatus } from '../../../../src/lifecycle/evaluator/repository-image';
import type { RepositoryImage } from '../../../../src/lifecycle/evaluator/repository-image';
import type { ImageColumns } from '../model/reported-repository';

/** No tag of Amazon ECR has a space, and a file may have one that is none. */
const OPEN_BOX = '␣';

/** The images of a repository, the newest push first, and who runs each, by its digest. */
export function columnsOf(
  images: readonly RepositoryImage[],
  users: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
): ImageColumns {
  const sorted = [...images].sort((one, other) => other.imagePushedAt.getTime() - one.imagePushedAt.getTime());
  const hasSubjects = sorted.some(({ subjectManifestDigest }) => subjectManifestDigest);
  const places = hasSubjects ? placesOf(sorted) : new Map<string, number>();
  const mediaTypes: string[] = [];
  return {
    digests: sorted.map(({ imageDigest }) => imageDigest),
    tags: sorted.map((image) =>
      tagsOf(image)
        .map((tag) => tag.replaceAll(' ', OPEN_BOX))
        .join(' '),
    ),
    pushed: sorted.map(({ imagePushedAt }) => imagePushedAt.getTime()),
    pulled: sorted.map(({ lastRecordedPullTime }) => timeOf(lastRecordedPullTime)),
    bytes: sorted.map(({ imageSizeInBytes }) => imageSizeInBytes ?? null),
    status: sorted.map(({ imageStatus }) => (imageStatus === RepositoryImageStatus.ACTIVE ? '' : (imageStatus ?? ''))),
    archived: sorted.map(({ lastArchivedAt }) => timeOf(lastArchivedAt)),
    activated: sorted.map(({ lastActivatedAt }) => timeOf(lastActivatedAt)),
    subjects: sorted.map(({ subjectManifestDigest: subject }) => (subject ? (places.get(subject) ?? subject) : null)),
    mediaType: sorted.map(({ imageManifestMediaType = '' }) => placeIn(mediaTypes, imageManifestMediaType)),
    mediaTypes,
    children: sorted.map(({ childDigests }) => childDigests ?? null),
    users: sorted.map(({ imageDigest }) => [...(users.get(imageDigest) ?? [])].join(', ')),
  };
}

/** The images of columns, for the evaluator. */
export function imagesFrom(columns: ImageColumns): RepositoryImage[] {
  return columns.digests.map((imageDigest, i) => {
    const { [i]: tags } = columns.tags;
    const { [i]: subject } = columns.subjects;
    return {
      imageDigest,
      imageTags: tags === '' ? undefined : tags.split(' '),
      imagePushedAt: new Date(columns.pushed[i]),
      lastRecordedPullTime: dateOf(columns.pulled[i]),
      imageStatus: (columns.status[i] || undefined) as RepositoryImageStatus | undefined,
      lastArchivedAt: dateOf(columns.archived[i]),
      lastActivatedAt: dateOf(columns.activated[i]),
      imageSizeInBytes: columns.bytes[i] ?? undefined,
      imageManifestMediaType: columns.mediaTypes[columns.mediaType[i]] || undefined,
      subjectManifestDigest: typeof subject === 'number' ? columns.digests[subject] : (subject ?? undefined),
      childDigests: columns.children[i] ? [...columns.children[i]] : undefined,
    };
  });
}

function placesOf(images: readonly RepositoryImage[]): Map<string, number> {
  return new Map(images.map(({ imageDigest }, i) => [imageDigest, i]));
}

/** The place of a text in a list, to which it is added. Repositories have few media types. */
function placeIn(texts: string[], text: string): number {
  const place = texts.indexOf(text);
  return place >= 0 ? place : texts.push(text) - 1;
}

function timeOf(date: Date | undefined): number | null {
  return date ? date.getTime() : null;
}

function dateOf(time: number | null): Date | undefined {
  return time === null ? undefined : new Date(time);
}
