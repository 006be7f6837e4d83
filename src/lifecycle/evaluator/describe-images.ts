import { checkForGood } from './image-checks';
import { parseImage } from './image-json';
import { parseTexts } from './json-texts';
import { misspelledName, otherAnswer } from './other-answers';
import type { RepositoryImage } from './repository-image';
import { InvalidInputError } from '../../text/errors';
import { isObject } from '../../text/json';
import type { Json } from '../../text/json';

/** One answer of `aws ecr describe-images`, or a part of one. */
interface Answer {
  /** How errors name the list of images. */
  readonly path: string;
  readonly details: unknown[];
  /** The repository, if the text says so outside the images. */
  readonly repositoryName?: string;
  /** Present if there are more images than in this answer. */
  readonly nextToken?: unknown;
}

/** The images of one repository, and where in the text they were found. */
interface Collected {
  readonly images: RepositoryImage[];
  readonly paths: string[];
  readonly indexes: number[];
  /** The accounts of the registries that the images say they are in. */
  readonly accounts: Set<unknown>;
}

/** The images of a repository. */
export interface DescribedRepository {
  readonly images: RepositoryImage[];
  /** The accounts that the text says, normally one. */
  readonly accounts: readonly string[];
}

/** A text, and how errors name it. */
export interface ImagesText {
  /** The file; empty for a text without a name. */
  readonly name: string;
  readonly text: string;
}

const REMEDY = 'pass what aws ecr describe-images prints with --output json';

/** The images of each repository in all texts together; the name is empty where the texts have none. */
export function parseDescribeImages(api: string, ...sources: ImagesText[]): Map<string, RepositoryImage[]> {
  return new Map([...parseRepositories(api, ...sources)].map(([name, { images }]) => [name, images]));
}

/** The same, with the accounts of the registries. */
export function parseRepositories(api: string, ...sources: ImagesText[]): Map<string, DescribedRepository> {
  const answers = sources.flatMap(({ name, text }) => {
    const prefix = name === '' ? '' : `${name} `;
    const texts = parseTexts({ api, place: prefix, remedy: REMEDY }, text);
    return texts.flatMap((value, i) => answersIn(api, texts.length > 1 ? `${prefix}answer ${i + 1} ` : prefix, value));
  });
  checkPages(api, answers);
  const repositories = new Map<string, Collected>();
  for (const found of answers) collect(api, repositories, found);
  const result = new Map<string, DescribedRepository>();
  for (const [name, { images, paths, indexes, accounts }] of repositories) {
    checkForGood(api, images, (i, property) => place(paths[i], indexes[i], property, name));
    result.set(name, { images, accounts: [...accounts].filter((account) => typeof account === 'string') });
  }
  return result;
}

/** An answer, a list of answers, a list of images, or any of these by the name of a repository. */
function answersIn(api: string, path: string, value: unknown): Answer[] {
  if (Array.isArray(value)) {
    if (!value.every(isAnswer)) {
      refuseOther(api, `${path}[0].`, value[0]);
      return [{ path: path.trimEnd(), details: value }];
    }
    return value.flatMap((member, i) => answersIn(api, `${path}[${i}].`, member));
  }
  if (isAnswer(value)) return [oneAnswer(api, path, value)];
  refuseOther(api, path, value);
  const named = isObject(value) ? Object.entries(value) : [];
  const isByName = named.every(([, images]) => isAnswer(images) || Array.isArray(images));
  // Otherwise an object of a mistaken form, such as one image, would be taken for a registry.
  if (named.length === 0 || !isByName) {
    const property = path.trimEnd() === '' ? 'text' : path.trimEnd();
    const must = 'be {"imageDetails":[…]}, a list of images, or an object of these by repository';
    fail(api, property, value, must, 'pass what aws ecr describe-images prints');
  }
  return named.flatMap(([repositoryName, images]) => {
    const own = Array.isArray(images) ? [{ path: `${path}images`, details: images }] : answersIn(api, path, images);
    return own.map((found) => ({ ...found, repositoryName }));
  });
}

/** An answer of another command, or one whose names are spelled otherwise: its names would be taken for repositories. */
function refuseOther(api: string, path: string, value: unknown): void {
  const property = path.replace(/[. ]$/, '') || 'text';
  const what = otherAnswer(value);
  if (what !== undefined) {
    const must = `be an answer of aws ecr describe-images, and this is ${what}`;
    fail(api, property, value, must, 'pass what aws ecr describe-images prints');
  }
  if (isObject(value)) refuseSpelling(api, path, value, ['imageDetails', 'imageDigest']);
}

function refuseSpelling(api: string, path: string, value: Json, names: readonly string[]): void {
  const [found, meant] = misspelledName(value, names) ?? [];
  if (found === undefined) return;
  const must = `have the name "${meant}", as the AWS command line spells it`;
  fail(api, `${path}${found}`, value[found], must, 'pass what aws ecr describe-images prints, not what an SDK returns');
}

function oneAnswer(api: string, path: string, { imageDetails, nextToken, NextToken }: Json): Answer {
  const at = `${path}imageDetails`;
  if (!Array.isArray(imageDetails)) {
    fail(api, at, imageDetails, 'be a list of images', 'pass what aws ecr describe-images prints');
  }
  // The command line writes the second when it was told to stop early.
  return { path: at, details: imageDetails as unknown[], nextToken: nextToken ?? NextToken ?? undefined };
}

function collect(api: string, repositories: Map<string, Collected>, { path, details, repositoryName }: Answer): void {
  if (repositoryName !== undefined) repository(repositories, repositoryName);
  for (let i = 0; i < details.length; i++) {
    const detail = details[i];
    if (!isObject(detail)) {
      const property = `${path}[${i}]${of(repositoryName ?? '')}`;
      const isNarrowed = typeof detail === 'string' || Array.isArray(detail);
      const remedy = `pass what aws ecr describe-images prints${isNarrowed ? ', without --query' : ''}`;
      return fail(api, property, detail, 'be an image, an object', remedy);
    }
    if (!('imageDigest' in detail && 'imagePushedAt' in detail)) refuseIncomplete(api, `${path}[${i}]`, detail);
    const own = detail.repositoryName ?? undefined;
    const name = repositoryName ?? own ?? '';
    if (typeof name !== 'string' || (own !== undefined && own !== name)) {
      const must = repositoryName === undefined ? 'be a name' : `be ${repositoryName}, under which the image is listed`;
      fail(api, `${path}[${i}].repositoryName`, own, must, 'list each image with its own repository');
    }
    const { images, paths, indexes, accounts } = repository(repositories, name as string);
    images.push(parseImage(api, (property) => place(path, i, property, name as string), detail));
    paths.push(path);
    indexes.push(i);
    accounts.add(detail.registryId);
    // Frees the parsed text image by image, so that a large one is not in memory twice.
    details[i] = undefined;
  }
}

/** Only what is near an image; what else an image lacks is said by its name. */
function refuseIncomplete(api: string, path: string, detail: Json): void {
  refuseSpelling(api, `${path}.`, detail, ['imageDigest', 'imagePushedAt']);
  if (!('imageTag' in detail) || 'imagePushedAt' in detail) return;
  const must = 'be an image with the time of its push, and this is an image id, as aws ecr list-images prints it';
  fail(api, path, detail, must, 'pass what aws ecr describe-images prints');
}

function repository(repositories: Map<string, Collected>, name: string): Collected {
  let collected = repositories.get(name);
  if (collected === undefined) {
    collected = { images: [], paths: [], indexes: [], accounts: new Set() };
    repositories.set(name, collected);
  }
  return collected;
}

/** A list that ends early would make a preview wrong: rules by count need all images. */
function checkPages(api: string, answers: readonly Answer[]): void {
  answers.forEach((answer, i) => {
    const { path, nextToken } = answer;
    const next = answers[i + 1];
    if (nextToken === undefined || (next !== undefined && repositoryOf(next) === repositoryOf(answer))) return;
    const property = `${path.replace(/imageDetails$/, '')}nextToken${of(repositoryOf(answer))}`;
    const remedy = 'pass all pages, or leave out --max-items and --no-paginate';
    fail(api, property, nextToken, 'be absent in the last answer, as images are missing after it', remedy);
  });
}

function repositoryOf({ repositoryName, details: [first] }: Answer): string {
  return repositoryName ?? (isObject(first) && typeof first.repositoryName === 'string' ? first.repositoryName : '');
}

function place(path: string, index: number, property: string, repositoryName: string): string {
  return `${path}[${index}].${property}${of(repositoryName)}`;
}

function of(repositoryName: string): string {
  return repositoryName === '' ? '' : ` of ${repositoryName}`;
}

function isAnswer(value: unknown): value is Json {
  return isObject(value) && 'imageDetails' in value;
}

function fail(api: string, property: string, found: unknown, must: string, remedy: string): never {
  throw new InvalidInputError({ api, property, found, must, remedy });
}
