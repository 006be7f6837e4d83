import { RepositoryImageStatus } from './repository-image';
import type { RepositoryImage } from './repository-image';
import { checkList, InvalidInputError } from '../../text/errors';

const OPTIONAL_DATES = ['lastRecordedPullTime', 'lastArchivedAt', 'lastActivatedAt'] as const;
const NO_TAGS: string[] = [];
const STATUSES = Object.values(RepositoryImageStatus);

/** Names a property of the image with the given index as an error does. */
export type Where = (index: number, property: string) => string;

/** Lists that were checked and cannot change. What a file holds is evaluated under many policies, and checked once. */
const CHECKED = new WeakSet<readonly RepositoryImage[]>();

/** Throws unless the images of a repository, from any source, can be evaluated. */
export function checkImages(api: string, images: readonly RepositoryImage[], where: Where): void {
  if (CHECKED.has(images)) return;
  checkList({ api, property: 'images' }, images);
  const refuse = (index: number, property: string, found: unknown, must: string, remedy: string): never => {
    throw new InvalidInputError({ api, property: where(index, property), found, must, remedy });
  };
  images.forEach((image, i) => checkImage(image, (...problem) => refuse(i, ...problem)));

  // A repeated member shows in the size of a set, so that a repository of a million images costs one look-up each.
  const digests = new Set<string>();
  const tags = new Set<string>();
  let tagCount = 0;
  images.forEach(({ imageDigest, imageTags }, i) => {
    digests.add(imageDigest);
    if (digests.size === i) {
      const other = images.findIndex((image) => image.imageDigest === imageDigest);
      const must = `be unique in a repository, and ${where(other, 'imageDigest')} is the same`;
      refuse(i, 'imageDigest', imageDigest, must, 'list each image once, and each repository by itself');
    }
    for (const tag of imageTags ?? NO_TAGS) {
      tags.add(tag);
      tagCount += 1;
      if (tags.size === tagCount) continue;
      const other = images.findIndex((image) => image.imageTags?.includes(tag));
      const must = `be unique in a repository, and ${where(other, 'imageTags')} has it too`;
      refuse(i, 'imageTags', tag, must, 'leave the tag on the image that has it, and list each repository by itself');
    }
  });
}

/** Checks a list, and remembers that it was. */
export function checkForGood(api: string, images: RepositoryImage[], where: Where): void {
  checkImages(api, images, where);
  CHECKED.add(Object.freeze(images));
}

type Refuse = (property: string, found: unknown, must: string, remedy: string) => never;

function checkImage(image: RepositoryImage, refuse: Refuse): void {
  if (typeof image.imageDigest !== 'string' || image.imageDigest === '') {
    refuse('imageDigest', image.imageDigest, 'be a digest', 'give each image the digest that ECR shows');
  }
  checkTags(image, refuse);
  checkDates(image, refuse);
  const { imageSizeInBytes: size, childDigests: children, subjectManifestDigest: subject } = image;
  if (isPresent(size) && !(Number.isFinite(size) && size >= 0 && size <= Number.MAX_SAFE_INTEGER)) {
    const must = `be a number of bytes, at least 0 and at most ${Number.MAX_SAFE_INTEGER}`;
    refuse('imageSizeInBytes', size, must, 'leave it out if it is unknown');
  }
  if (isPresent(subject) && typeof subject !== 'string') {
    refuse('subjectManifestDigest', subject, 'be a digest', 'leave it out for what is not a reference artifact');
  }
  if (isPresent(children) && !(Array.isArray(children) && children.every((child) => typeof child === 'string'))) {
    refuse('childDigests', children, 'be a list of digests', 'leave it out if the children are unknown');
  }
}

function checkTags({ imageTags }: RepositoryImage, refuse: Refuse): void {
  const tags = imageTags ?? NO_TAGS;
  if (!Array.isArray(tags)) refuse('imageTags', tags, 'be a list of tags', 'leave it out for an untagged image');
  for (let t = 0; t < tags.length; t++) {
    if (typeof tags[t] === 'string' && tags[t] !== '') continue;
    refuse(`imageTags[${t}]`, tags[t], 'be a tag, a string that is not empty', 'leave out what is not a tag');
  }
}

function checkDates(image: RepositoryImage, refuse: Refuse): void {
  const { imageStatus: status } = image;
  if (isPresent(status) && !STATUSES.includes(status)) {
    refuse('imageStatus', status, `be ${STATUSES.join(', ')}`, 'leave it out for an image that can be pulled');
  }
  if (!isDate(image.imagePushedAt)) {
    refuse('imagePushedAt', image.imagePushedAt, 'be a date', 'say when the image was pushed');
  }
  if (status === RepositoryImageStatus.ARCHIVED && !isPresent(image.lastArchivedAt)) {
    const must = 'be a date, because the image is archived and its age there counts from it';
    refuse('lastArchivedAt', image.lastArchivedAt, must, 'say when the image was archived');
  }
  for (const property of OPTIONAL_DATES) {
    const date = image[property];
    if (isPresent(date) && !isDate(date)) refuse(property, date, 'be a date', 'leave it out if it never happened');
  }
}

function isPresent<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}

/** `instanceof` is fast, and fails for dates of another realm. */
export function isDate(value: unknown): value is Date {
  const isOne = value instanceof Date || Object.prototype.toString.call(value) === '[object Date]';
  return isOne && !Number.isNaN((value as Date).getTime());
}
